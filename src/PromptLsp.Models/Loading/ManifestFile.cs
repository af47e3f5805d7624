namespace PromptLsp.Models.Loading;

/// <summary>One file of a model.</summary>
/// <param name="Path">Relative to the model's folder, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ManifestFile(string Path, long Bytes, string Sha256);
