namespace PromptLsp.Models.Graphs;

/// <summary>What the file of a model says; the weights stay in the file.</summary>
/// <param name="IrVersion">Version of the file format.</param>
/// <param name="Opsets">Version of each set of operators, by domain (empty for ONNX's own).</param>
/// <param name="Graph">The graph.</param>
/// <param name="FunctionNodes">Nodes of the functions that the file defines itself.</param>
/// <param name="OtherFields">Whole fields of the file that are not the graph.</param>
internal sealed record OnnxModel(
    long IrVersion, IReadOnlyDictionary<string, long> Opsets, OnnxGraph Graph, IReadOnlyList<OnnxNode> FunctionNodes, IReadOnlyList<FileRegion> OtherFields)
{
    /// <summary>Version of ONNX's own operators.</summary>
    public long Opset => Opsets.GetValueOrDefault("");

    /// <summary>Every node, also of inner graphs and functions.</summary>
    public IEnumerable<OnnxNode> AllNodes() => Graph.AllNodes().Concat(FunctionNodes);
}
