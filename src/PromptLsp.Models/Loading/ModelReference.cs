namespace PromptLsp.Models.Loading;

/// <summary>What a user calls a model by: a name, a folder, or <c>FOLDER:FILE</c> for one ONNX file of it.</summary>
/// <param name="IdOrFolder">The name or folder.</param>
/// <param name="File">The ONNX file relative to the folder, or null.</param>
public sealed record ModelReference(string IdOrFolder, string? File)
{
    /// <summary>Reads <c>NAME</c>, <c>FOLDER</c> or either with <c>:FILE.onnx</c>; the colon of a drive's letter is none of these.</summary>
    public static ModelReference Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 1 && text.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
            ? new ModelReference(text[..colon], text[(colon + 1)..])
            : new ModelReference(text, null);
    }
}
