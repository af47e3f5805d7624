namespace PromptLsp.Models.Graphs;

/// <summary>Reads graphs, nodes and attributes of an ONNX file.</summary>
/// <param name="reader">Stands at a message of the kind that is read.</param>
internal sealed class OnnxGraphReader(ProtoReader reader)
{
    private const int DeepestGraph = 32;
    private const int MostParts = 2_000_000;

    private readonly OnnxTensorReader _tensors = new(reader);
    private int _parts;

    public OnnxGraph ReadGraph(int depth)
    {
        if (depth > DeepestGraph)
        {
            throw reader.Wrong($"graphs stand inside each other more than {DeepestGraph} deep");
        }

        var (nodes, initializers) = (new List<OnnxNode>(), new List<(OnnxTensor, FileRegion)>());
        var (inputs, outputs, others) = (new List<OnnxValue>(), new List<OnnxValue>(), new List<FileRegion>());
        var outer = reader.Enter();
        for (var start = reader.Position; reader.TryReadField(out var number, out var type); start = reader.Position)
        {
            CountPart();
            switch ((number, type))
            {
                case (1, WireType.Bytes):
                    nodes.Add(ReadNode(start, depth));
                    continue;
                case (5, WireType.Bytes):
                    var tensor = _tensors.ReadTensor();
                    initializers.Add((tensor, new FileRegion(start, reader.Position - start)));
                    continue;
                case (11, WireType.Bytes):
                    inputs.Add(_tensors.ReadValue());
                    break;
                case (12, WireType.Bytes):
                    outputs.Add(_tensors.ReadValue());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }

            others.Add(new FileRegion(start, reader.Position - start));
        }

        reader.Leave(outer);
        return new OnnxGraph(nodes, initializers, inputs, outputs, others);
    }

    /// <summary>The nodes of a function that the model defines itself.</summary>
    public List<OnnxNode> ReadFunction()
    {
        var nodes = new List<OnnxNode>();
        var outer = reader.Enter();
        for (var start = reader.Position; reader.TryReadField(out var number, out var type); start = reader.Position)
        {
            CountPart();
            if ((number, type) == (7, WireType.Bytes))
            {
                nodes.Add(ReadNode(start, depth: 0));
            }
            else
            {
                reader.Skip(type);
            }
        }

        reader.Leave(outer);
        return nodes;
    }

    /// <summary>Counts a part against the limit.</summary>
    public void CountPart()
    {
        if (++_parts > MostParts)
        {
            throw reader.Wrong($"there are more than {MostParts} parts");
        }
    }

    private OnnxNode ReadNode(long start, int depth)
    {
        var (operatorType, domain) = ("", "");
        var (inputs, outputs, attributes) = (new List<string>(), new List<string>(), new List<OnnxAttribute>());
        var outer = reader.Enter();
        while (reader.TryReadField(out var number, out var type))
        {
            CountPart();
            switch ((number, type))
            {
                case (1, WireType.Bytes):
                    inputs.Add(reader.ReadText());
                    break;
                case (2, WireType.Bytes):
                    outputs.Add(reader.ReadText());
                    break;
                case (4, WireType.Bytes):
                    operatorType = reader.ReadText();
                    break;
                case (5, WireType.Bytes):
                    attributes.Add(ReadAttribute(depth));
                    break;
                case (7, WireType.Bytes):
                    domain = reader.ReadText();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        reader.Leave(outer);
        return new OnnxNode(operatorType, domain, inputs, outputs, attributes, new FileRegion(start, reader.Position - start));
    }

    private OnnxAttribute ReadAttribute(int depth)
    {
        var (name, integer, integers) = ("", 0L, new List<long>());
        OnnxTensor? tensor = null;
        var graphs = new List<OnnxGraph>();
        var outer = reader.Enter();
        while (reader.TryReadField(out var number, out var type))
        {
            CountPart();
            switch ((number, type))
            {
                case (1, WireType.Bytes):
                    name = reader.ReadText();
                    break;
                case (3, WireType.Varint):
                    integer = (long)reader.ReadVarint();
                    break;
                case (5, WireType.Bytes):
                    tensor = _tensors.ReadTensor();
                    break;
                case (6 or 11, WireType.Bytes):
                    graphs.Add(ReadGraph(depth + 1));
                    break;
                case (8, WireType.Varint or WireType.Bytes):
                    _tensors.ReadIntegers(type, integers);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        reader.Leave(outer);
        return new OnnxAttribute(name, integer, integers, tensor, graphs);
    }
}
