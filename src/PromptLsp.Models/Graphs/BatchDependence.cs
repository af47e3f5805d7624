namespace PromptLsp.Models.Graphs;

/// <summary>
/// Recognises graphs that quantise activations with one range for the whole tensor. The range then is that of all texts of the batch and of their padding,
/// so the same text gets other numbers among other neighbours (cosines down to 0.95, scores that differ by 0.5).
/// </summary>
internal static class BatchDependence
{
    // DynamicQuantizeLinear takes the least and the greatest of its whole input; the others of ONNX Runtime's own domain do so inside.
    private static readonly HashSet<string> _wholeTensor = new(StringComparer.Ordinal) { "DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM" };

    private static readonly HashSet<string> _integerProducts = new(StringComparer.Ordinal)
    {
        "MatMulInteger", "ConvInteger", "MatMulIntegerToFloat", "QLinearMatMul", "QGemm", "QAttention", "QuantizeLinear",
    };

    private static readonly HashSet<string> _ranges = new(StringComparer.Ordinal) { "ReduceMax", "ReduceMin" };

    /// <returns>Why a text's result depends on its batch, or null.</returns>
    public static string? Find(OnnxModel model)
    {
        var nodes = model.AllNodes().ToList();
        var quantizers = nodes.Where(node => _wholeTensor.Contains(node.OperatorType)).ToList();
        if (quantizers.Count > 0)
        {
            return $"{quantizers.Count} {quantizers[0].OperatorType} nodes take one range for a whole batch";
        }

        if (!HasIntegerProducts(model))
        {
            return null;
        }

        var constants = Constants(model);
        var ranges = nodes.Count(node => _ranges.Contains(node.OperatorType) && !IsWithinRow(node, constants));
        return ranges > 0 ? $"{ranges} ReduceMax and ReduceMin nodes may take one range for a whole batch" : null;
    }

    /// <summary>True where the graph multiplies whole numbers.</summary>
    public static bool HasIntegerProducts(OnnxModel model) =>
        model.AllNodes().Any(node => _integerProducts.Contains(node.OperatorType) || _wholeTensor.Contains(node.OperatorType));

    /// <summary>Axes are an attribute up to version 17 and an input from 18 on. Only the last one, counted from the end, is surely a row's own.</summary>
    private static bool IsWithinRow(OnnxNode node, Dictionary<string, IReadOnlyList<long>> constants)
    {
        var axes = node.Attribute("axes")?.Integers
            ?? (node.Inputs.Count > 1 ? constants.GetValueOrDefault(node.Inputs[1]) : null);
        return axes is [-1];
    }

    private static Dictionary<string, IReadOnlyList<long>> Constants(OnnxModel model)
    {
        var constants = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        foreach (var (tensor, _) in model.Graph.Initializers.Where(entry => entry.Tensor.SmallIntegers is not null))
        {
            constants[tensor.Name] = tensor.SmallIntegers!;
        }

        foreach (var node in model.AllNodes().Where(node => node is { OperatorType: "Constant", Outputs.Count: 1 }))
        {
            if (node.Attribute("value")?.Tensor?.SmallIntegers is { } value)
            {
                constants[node.Outputs[0]] = value;
            }
        }

        return constants;
    }
}
