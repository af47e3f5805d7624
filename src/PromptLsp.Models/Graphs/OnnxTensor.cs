namespace PromptLsp.Models.Graphs;

/// <summary>A tensor of a model's file; its numbers stay there.</summary>
internal sealed record OnnxTensor
{
    /// <summary>Its name in the graph; empty for a constant.</summary>
    public string Name { get; init; } = "";

    /// <summary>An <see cref="OnnxDataType"/>.</summary>
    public int DataType { get; init; }

    /// <summary>Lengths, outermost first.</summary>
    public IReadOnlyList<long> Dimensions { get; init; } = [];

    /// <summary>Little-endian numbers (<c>raw_data</c>), or null.</summary>
    public FileRegion? Raw { get; init; }

    /// <summary>Float32 numbers in their own field (<c>float_data</c>, packed), or null.</summary>
    public FileRegion? PackedFloats { get; init; }

    /// <summary>Where the numbers are outside the file, or null.</summary>
    public ExternalData? External { get; init; }

    /// <summary>The numbers of a short int64 tensor, such as axes; else null.</summary>
    public IReadOnlyList<long>? SmallIntegers { get; init; }

    /// <summary>Number of elements; <see cref="long.MaxValue"/> where it does not fit.</summary>
    public long Count => Dimensions.Aggregate(1L, (count, length) => length == 0 ? 0 : count > long.MaxValue / length ? long.MaxValue : count * length);
}
