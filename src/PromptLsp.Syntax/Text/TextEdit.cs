namespace PromptLsp.Syntax.Text;

/// <summary>Replaces the text under a span.</summary>
public readonly record struct TextEdit(TextSpan Span, string NewText);
