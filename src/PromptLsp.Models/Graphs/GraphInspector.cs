using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Graphs;

/// <summary>Reads a model's graph before ONNX Runtime does: refuses what is damaged or reaches outside its folder, and tells what a caller must know.</summary>
public static class GraphInspector
{
    /// <summary>Reads the graph of a model whose files have been verified.</summary>
    /// <exception cref="ModelLoadException">The file is missing or no ONNX model, or a file of weights is missing, too short or outside the folder.</exception>
    public static GraphFacts Inspect(ModelFolder folder)
    {
        var model = OnnxModelReader.Read(folder.ModelPath);
        var external = ExternalDataGuard.Check(folder, model);
        var dependence = BatchDependence.Find(model);
        var nodes = model.AllNodes().Count();
        if (model.Graph.Outputs.Count == 0 || nodes == 0)
        {
            throw new ModelFormatException(folder.ModelPath, $"{folder.ModelPath}: the graph computes nothing. Export the model again.");
        }

        var parameters = model.Graph.AllTensors().Aggregate(0L, (sum, tensor) => tensor.Count > long.MaxValue - sum ? long.MaxValue : sum + tensor.Count);
        return new GraphFacts(model.Opset, model.IrVersion, nodes, parameters, PrecisionOf(model, dependence), dependence, external);
    }

    private static string PrecisionOf(OnnxModel model, string? dependence)
    {
        var bits = model.Graph.AllTensors()
            .GroupBy(tensor => tensor.DataType)
            .Select(group => (Type: group.Key, Bits: group.Sum(tensor => (double)tensor.Count * OnnxDataType.BitsOf(tensor.DataType))))
            .OrderByDescending(group => group.Bits)
            .FirstOrDefault();
        var stored = model.AllNodes().Any(node => node.OperatorType == "MatMulNBits") ? "4 bits in blocks" : OnnxDataType.NameOf(bits.Type);
        return !BatchDependence.HasIntegerProducts(model) ? stored
            : dependence is null ? $"{stored}, activations quantised by row"
            : $"{stored}, activations quantised by tensor";
    }
}
