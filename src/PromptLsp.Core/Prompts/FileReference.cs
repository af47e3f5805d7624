using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Prompts;

/// <summary>A path as a file writes it.</summary>
/// <param name="Path">The path, relative to the file.</param>
/// <param name="Span">Where it stands.</param>
public sealed record FileReference(string Path, TextSpan Span);
