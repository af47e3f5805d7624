using PromptLsp.Models.Graphs;

namespace PromptLsp.Models.Quantization;

/// <summary>Where a float matrix of a graph comes from.</summary>
/// <param name="Tensor">The numbers.</param>
/// <param name="Maker">The node that makes the value of them: a constant, or the cast of float16 to float32; null where the value is the tensor itself.</param>
internal sealed record WeightSource(OnnxTensor Tensor, OnnxNode? Maker)
{
    /// <summary>The float matrices of a graph by the names of their values.</summary>
    public static Dictionary<string, WeightSource> Find(OnnxGraph graph)
    {
        // A weight that is an input too (format 3) may be given another value.
        var inputs = graph.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        var tensors = graph.Initializers.Select(entry => entry.Tensor).Where(tensor => TensorData.IsFloat(tensor) && !inputs.Contains(tensor.Name)).GroupBy(tensor => tensor.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var sources = tensors.ToDictionary(entry => entry.Key, entry => new WeightSource(entry.Value, null), StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(node => node.IsStandard && node.Outputs.Count == 1))
        {
            if (node is { OperatorType: "Cast", Inputs: [var input] } && node.Attribute("to")?.Integer == OnnxDataType.Float && tensors.TryGetValue(input, out var cast))
            {
                sources[node.Outputs[0]] = new WeightSource(cast, node);
            }
            else if (node.OperatorType == "Constant" && node.Attribute("value")?.Tensor is { } constant && TensorData.IsFloat(constant))
            {
                sources[node.Outputs[0]] = new WeightSource(constant, node);
            }
        }

        return sources;
    }
}
