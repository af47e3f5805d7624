using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Graphs;

/// <summary>Reads the numbers of float tensors.</summary>
/// <param name="stream">The model's file.</param>
/// <param name="modelPath">Its path, for files beside it and for errors.</param>
internal sealed class TensorData(Stream stream, string modelPath)
{
    private const long MostElements = 1 << 29;

    /// <summary>True where <see cref="ReadFloats"/> knows the type.</summary>
    public static bool IsFloat(OnnxTensor tensor) => tensor.DataType is OnnxDataType.Float or OnnxDataType.Float16;

    /// <summary>All numbers as float32, in the order of the tensor.</summary>
    /// <exception cref="ModelFormatException">Their count is not that of the dimensions, or one is not finite.</exception>
    public float[] ReadFloats(OnnxTensor tensor)
    {
        if (tensor.Count > MostElements)
        {
            throw Wrong(tensor, $"has {tensor.Count} numbers; at most {MostElements} are quantised");
        }

        var bytes = new byte[tensor.Count * (tensor.DataType == OnnxDataType.Float16 ? 2 : sizeof(float))];
        ReadInto(tensor, bytes);
        var values = new float[tensor.Count];
        if (tensor.DataType == OnnxDataType.Float16)
        {
            TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values);
        }
        else
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
        }

        return values.All(float.IsFinite) ? values : throw Wrong(tensor, "holds numbers that are not finite");
    }

    private void ReadInto(OnnxTensor tensor, byte[] bytes)
    {
        if (tensor.External is { } external)
        {
            using var file = File.OpenRead(ExternalDataGuard.Resolve(modelPath, external.Location));
            file.Position = external.Offset;
            CheckLength(tensor, external.Length ?? bytes.Length, bytes.Length);
            file.ReadExactly(bytes);
            return;
        }

        var region = tensor.Raw ?? tensor.PackedFloats ?? throw Wrong(tensor, "has no numbers");
        CheckLength(tensor, region.Length, bytes.Length);
        stream.Position = region.Offset;
        stream.ReadExactly(bytes);
    }

    private void CheckLength(OnnxTensor tensor, long actual, long expected)
    {
        if (actual != expected)
        {
            throw Wrong(tensor, $"has {actual} bytes where {expected} belong");
        }
    }

    private ModelFormatException Wrong(OnnxTensor tensor, string what) =>
        new(modelPath, $"{modelPath}: the weight '{tensor.Name}' {what}. Fetch or export the model again.");
}
