namespace PromptLsp.Models.Graphs;

/// <summary>One computation.</summary>
/// <param name="OperatorType">Such as <c>MatMul</c>.</param>
/// <param name="Domain">Empty for ONNX's own operators.</param>
/// <param name="Inputs">Names of values; an empty one is left out.</param>
/// <param name="Outputs">Names of values.</param>
/// <param name="Attributes">Constants.</param>
/// <param name="Field">The whole field in the file.</param>
internal sealed record OnnxNode(
    string OperatorType, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes, FileRegion Field)
{
    /// <summary>The attribute of that name, or null.</summary>
    public OnnxAttribute? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>True for ONNX's own operators.</summary>
    public bool IsStandard => Domain is "" or "ai.onnx";
}
