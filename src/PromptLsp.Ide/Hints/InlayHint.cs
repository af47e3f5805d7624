namespace PromptLsp.Ide.Hints;

/// <summary>A short note that the editor shows between the characters of a text.</summary>
/// <param name="Offset">It stands before this code unit.</param>
/// <param name="Label">The note.</param>
/// <param name="Tooltip">More about it, in Markdown; null where there is no more.</param>
public sealed record InlayHint(int Offset, string Label, string? Tooltip);
