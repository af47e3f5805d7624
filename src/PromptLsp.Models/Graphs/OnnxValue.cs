namespace PromptLsp.Models.Graphs;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">An <see cref="OnnxDataType"/>; 0 for what is no tensor.</param>
/// <param name="Dimensions">Lengths; null for one that is open.</param>
internal sealed record OnnxValue(string Name, int DataType, IReadOnlyList<long?> Dimensions);
