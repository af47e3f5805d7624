using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Templates;

/// <summary>A block such as <c>for … end</c>.</summary>
/// <param name="Keyword">The word that opens it.</param>
/// <param name="Opening">That word.</param>
/// <param name="Span">From the word to the end of its <c>end</c>; to the end of the text where that is missing.</param>
public sealed record TemplateBlock(string Keyword, TextSpan Opening, TextSpan Span);
