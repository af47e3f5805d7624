namespace PromptLsp.Models.Graphs;

/// <summary>What is known of a model's graph before ONNX Runtime sees it.</summary>
/// <param name="Opset">Version of ONNX's own operators.</param>
/// <param name="IrVersion">Version of the file format.</param>
/// <param name="Nodes">Number of computations.</param>
/// <param name="Parameters">Numbers of all weights together.</param>
/// <param name="Precision">How the weights are stored and, for whole numbers, how activations are quantised.</param>
/// <param name="BatchDependence">
/// Why the result for a text depends on what else is in its batch and on padding; null where it does not, but for rounding. Such a graph must be given one
/// text at a time, without padding.
/// </param>
/// <param name="ExternalFiles">Files of weights beside the model's, relative to it.</param>
public sealed record GraphFacts(
    long Opset, long IrVersion, int Nodes, long Parameters, string Precision, string? BatchDependence, IReadOnlyList<string> ExternalFiles);
