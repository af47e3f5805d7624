using System.Globalization;

namespace PromptLsp.Models.Graphs;

/// <summary>Reads tensors and the descriptions of inputs and outputs of an ONNX file.</summary>
/// <param name="reader">Stands at a message of the kind that is read.</param>
internal sealed class OnnxTensorReader(ProtoReader reader)
{
    private const int MostIntegers = 100_000;
    private const int MostDimensions = 64;
    private const int MostSmallBytes = 16 * sizeof(long);

    public OnnxTensor ReadTensor()
    {
        var tensor = new OnnxTensor();
        var (dimensions, integers) = (new List<long>(), new List<long>());
        var (external, isExternal, hasSmall) = (new Dictionary<string, string>(StringComparer.Ordinal), false, false);
        var outer = reader.Enter();
        while (reader.TryReadField(out var number, out var type))
        {
            switch ((number, type))
            {
                case (1, WireType.Varint or WireType.Bytes):
                    ReadIntegers(type, dimensions);
                    break;
                case (2, WireType.Varint):
                    tensor = tensor with { DataType = (int)Math.Min(reader.ReadVarint(), int.MaxValue) };
                    break;
                case (4, WireType.Bytes):
                    tensor = tensor with { PackedFloats = reader.SkipBytes() };
                    break;
                case (7, WireType.Varint):
                    ReadIntegers(type, integers);
                    hasSmall = true;
                    break;
                case (8, WireType.Bytes):
                    tensor = tensor with { Name = reader.ReadText() };
                    break;
                case (9, WireType.Bytes):
                    tensor = ReadRaw(tensor, integers, ref hasSmall);
                    break;
                case (13, WireType.Bytes):
                    ReadEntry(external);
                    break;
                case (14, WireType.Varint):
                    isExternal = reader.ReadVarint() == 1;
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        reader.Leave(outer);
        CheckDimensions(dimensions);
        return tensor with
        {
            Dimensions = dimensions,
            External = isExternal ? External(external) : null,
            SmallIntegers = hasSmall && tensor.DataType == OnnxDataType.Int64 ? integers : null,
        };
    }

    public OnnxValue ReadValue()
    {
        var (name, elementType) = ("", 0);
        var dimensions = new List<long?>();
        ReadMessage(field =>
        {
            if (field == 1)
            {
                name = reader.ReadText();
            }

            // A ValueInfoProto's type, in it the tensor type, in it the element type and the shape.
            return field == 1 || (field == 2 && ReadMessage(kind => kind == 1 && ReadTensorType(ref elementType, dimensions)));
        });
        return new OnnxValue(name, elementType, dimensions);
    }

    /// <summary>Reads one number, or packed ones.</summary>
    public void ReadIntegers(WireType type, List<long> target)
    {
        var outer = type == WireType.Bytes ? reader.Enter() : (long?)null;
        do
        {
            if (outer is not null && reader.Position == reader.End)
            {
                break;
            }

            target.Add((long)reader.ReadVarint());
            if (target.Count > MostIntegers)
            {
                throw reader.Wrong($"a list has more than {MostIntegers} numbers");
            }
        }
        while (outer is not null);

        if (outer is { } end)
        {
            reader.Leave(end);
        }
    }

    private OnnxTensor ReadRaw(OnnxTensor tensor, List<long> integers, ref bool hasSmall)
    {
        var outer = reader.Enter();
        var region = new FileRegion(reader.Position, reader.End - reader.Position);
        if (region.Length <= MostSmallBytes && region.Length % sizeof(long) == 0)
        {
            for (var index = 0; index < region.Length / sizeof(long); index++)
            {
                integers.Add(reader.ReadFixed64());
            }

            hasSmall = true;
        }

        reader.Leave(outer);
        return tensor with { Raw = region };
    }

    private bool ReadTensorType(ref int elementType, List<long?> dimensions)
    {
        var outer = reader.Enter();
        while (reader.TryReadField(out var number, out var type))
        {
            if ((number, type) == (1, WireType.Varint))
            {
                elementType = (int)Math.Min(reader.ReadVarint(), int.MaxValue);
            }
            else if ((number, type) == (2, WireType.Bytes))
            {
                ReadMessage(dimension => dimension == 1 && ReadDimension(dimensions));
            }
            else
            {
                reader.Skip(type);
            }
        }

        reader.Leave(outer);
        return true;
    }

    private bool ReadDimension(List<long?> dimensions)
    {
        long? length = null;
        var outer = reader.Enter();
        while (reader.TryReadField(out var number, out var type))
        {
            if ((number, type) == (1, WireType.Varint))
            {
                length = (long)reader.ReadVarint();
            }
            else
            {
                reader.Skip(type);
            }
        }

        reader.Leave(outer);
        dimensions.Add(length);
        return dimensions.Count <= MostDimensions ? true : throw reader.Wrong($"a shape has more than {MostDimensions} dimensions");
    }

    /// <summary>Reads a message whose fields of bytes <paramref name="read"/> may take; it skips the others.</summary>
    private bool ReadMessage(Func<int, bool> read)
    {
        var outer = reader.Enter();
        while (reader.TryReadField(out var number, out var type))
        {
            if (type != WireType.Bytes || !read(number))
            {
                reader.Skip(type);
            }
        }

        reader.Leave(outer);
        return true;
    }

    private void ReadEntry(Dictionary<string, string> entries)
    {
        var (key, value) = ("", "");
        ReadMessage(field =>
        {
            if (field == 1)
            {
                key = reader.ReadText();
            }
            else if (field == 2)
            {
                value = reader.ReadText();
            }

            return field is 1 or 2;
        });
        entries[key] = value;
    }

    private ExternalData External(Dictionary<string, string> entries)
    {
        var location = entries.GetValueOrDefault("location", "");
        return location.Length > 0
            ? new ExternalData(location, Number(entries, "offset") ?? 0, Number(entries, "length"))
            : throw reader.Wrong("a tensor stands outside the file and nothing says where");
    }

    private long? Number(Dictionary<string, string> entries, string key) =>
        !entries.TryGetValue(key, out var text) || text.Length == 0 ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw reader.Wrong($"the {key} '{text}' of a tensor outside the file is no number");

    private void CheckDimensions(List<long> dimensions)
    {
        if (dimensions.Count > MostDimensions || dimensions.Exists(length => length < 0))
        {
            throw reader.Wrong("a tensor has impossible dimensions");
        }
    }
}
