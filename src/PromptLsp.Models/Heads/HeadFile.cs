using System.Runtime.InteropServices;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Heads;

/// <summary>
/// The weights of a head in a file: the eight bytes <c>PLHEAD01</c>, number of layers (int32, 1 or 2), then each layer: outputs, sparse columns, dense columns
/// (int32); for each output the scale of its sparse weights (float32), those as int8, the dense ones and the intercept as float32. Little endian.
/// </summary>
public static class HeadFile
{
    /// <summary>Name of the file in a model's folder.</summary>
    public const string FileName = "head.bin";

    private const int MostOutputs = 4096;
    private const int MostColumns = 1 << 22;

    private static ReadOnlySpan<byte> Magic => "PLHEAD01"u8;

    /// <summary>The bytes of the file. Sparse weights are rounded, so the head that is read back is not quite this one.</summary>
    public static byte[] ToBytes(IHead head)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Magic);
        LinearHead[] layers = head is HiddenLayerHead deep ? [deep.Hidden, deep.Output] : [(LinearHead)head];
        writer.Write(layers.Length);
        foreach (var layer in layers)
        {
            Write(writer, layer);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a head.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="path">For errors.</param>
    /// <exception cref="ModelFormatException">It is no such file.</exception>
    public static IHead Read(byte[] bytes, string path)
    {
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw Damaged(path, "it does not begin as the weights of a head");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            reader.BaseStream.Position = Magic.Length;
            var head = ReadLayers(reader, path);
            return reader.BaseStream.Position == bytes.Length ? head : throw Damaged(path, "bytes are left over");
        }
        catch (EndOfStreamException)
        {
            throw Damaged(path, "it is cut short");
        }
    }

    private static IHead ReadLayers(BinaryReader reader, string path)
    {
        var layers = reader.ReadInt32();
        if (layers is not (1 or 2))
        {
            throw Damaged(path, $"{layers} layers");
        }

        var first = ReadLayer(reader, path);
        if (layers == 1)
        {
            return first;
        }

        var second = ReadLayer(reader, path);
        return second.SparseColumns == 0 && second.Weights[0].Length == first.Outputs
            ? new HiddenLayerHead(first, second)
            : throw Damaged(path, "its layers do not fit together");
    }

    private static void Write(BinaryWriter writer, LinearHead layer)
    {
        writer.Write(layer.Outputs);
        writer.Write(layer.SparseColumns);
        writer.Write(layer.Weights[0].Length - layer.SparseColumns);
        for (var output = 0; output < layer.Outputs; output++)
        {
            var weights = layer.Weights[output].Span;
            var sparse = weights[..layer.SparseColumns];
            var largest = sparse.IsEmpty ? 0 : Math.Abs(System.Numerics.Tensors.TensorPrimitives.MaxMagnitude(sparse));
            var scale = (float)(largest / 127);
            writer.Write(scale);
            foreach (var weight in sparse)
            {
                writer.Write(scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(Math.Round(weight / scale), -127, 127));
            }

            foreach (var weight in weights[layer.SparseColumns..])
            {
                writer.Write((float)weight);
            }

            writer.Write((float)layer.Intercepts[output]);
        }
    }

    private static LinearHead ReadLayer(BinaryReader reader, string path)
    {
        var (outputs, sparse, dense) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var bytes = outputs * ((long)sparse + (4L * dense) + 8);
        if (outputs is < 1 or > MostOutputs || sparse is < 0 or > MostColumns || dense is < 0 or > MostColumns || bytes > reader.BaseStream.Length)
        {
            throw Damaged(path, $"a layer of {outputs} outputs, {sparse} and {dense} columns does not fit in {reader.BaseStream.Length} bytes");
        }

        var weights = new double[outputs][];
        var intercepts = new double[outputs];
        for (var output = 0; output < outputs; output++)
        {
            weights[output] = ReadOutput(reader, sparse, dense);
            intercepts[output] = reader.ReadSingle();
        }

        return new LinearHead(weights, intercepts, sparse);
    }

    private static double[] ReadOutput(BinaryReader reader, int sparse, int dense)
    {
        var weights = new double[sparse + dense];
        var scale = reader.ReadSingle();
        var rounded = reader.ReadBytes(sparse);
        var exact = reader.ReadBytes(dense * 4);
        if (rounded.Length < sparse || exact.Length < dense * 4)
        {
            throw new EndOfStreamException();
        }

        for (var column = 0; column < sparse; column++)
        {
            weights[column] = scale * (sbyte)rounded[column];
        }

        var floats = MemoryMarshal.Cast<byte, float>(exact);
        for (var column = 0; column < dense; column++)
        {
            weights[sparse + column] = floats[column];
        }

        return weights;
    }

    private static ModelFormatException Damaged(string path, string what) => new(path, $"{path}: {what}. Restore it from the release or train the head again.");
}
