namespace PromptLsp.Models.Graphs;

/// <summary>A graph of a model's file.</summary>
/// <param name="Nodes">In an order in which they can be computed.</param>
/// <param name="Initializers">Weights, with the fields that hold them.</param>
/// <param name="Inputs">Inputs, in older files weights among them.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="OtherFields">Whole fields of every other kind, inputs and outputs among them.</param>
internal sealed record OnnxGraph(
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<(OnnxTensor Tensor, FileRegion Field)> Initializers,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs,
    IReadOnlyList<FileRegion> OtherFields)
{
    /// <summary>The nodes of this graph and of all graphs inside.</summary>
    public IEnumerable<OnnxNode> AllNodes() => Nodes.Concat(Inner().SelectMany(graph => graph.AllNodes()));

    /// <summary>The tensors of this graph and of all graphs inside: weights and constants.</summary>
    public IEnumerable<OnnxTensor> AllTensors() => Initializers.Select(entry => entry.Tensor)
        .Concat(Nodes.SelectMany(node => node.Attributes).Select(attribute => attribute.Tensor).OfType<OnnxTensor>())
        .Concat(Inner().SelectMany(graph => graph.AllTensors()));

    private IEnumerable<OnnxGraph> Inner() => Nodes.SelectMany(node => node.Attributes).SelectMany(attribute => attribute.Graphs);
}
