using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Hover;

/// <summary>What is shown about a place in a text.</summary>
/// <param name="Span">The text it is about.</param>
/// <param name="Markdown">For people; everything that comes from the workspace stands in it as code or escaped.</param>
public sealed record HoverInfo(TextSpan Span, string Markdown);
