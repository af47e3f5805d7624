namespace PromptLsp.Models.Graphs;

/// <summary>A named constant of a node. Kinds that nobody here asks for have no value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Integer">A whole number, 0 where it is none.</param>
/// <param name="Integers">A list of whole numbers; empty where it is none.</param>
/// <param name="Tensor">A tensor, or null.</param>
/// <param name="Graphs">Graphs inside, such as the branches of <c>If</c>.</param>
internal sealed record OnnxAttribute(string Name, long Integer, IReadOnlyList<long> Integers, OnnxTensor? Tensor, IReadOnlyList<OnnxGraph> Graphs);
