using PromptLsp.Syntax.Text;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PromptLsp.Syntax.Templates;

/// <summary>Converts Scriban's spans, whose end is the last character, to half-open ones.</summary>
public static class ScriptSpans
{
    /// <summary>The span as a half-open one, kept inside a text of <paramref name="length"/> code units.</summary>
    public static TextSpan ToTextSpan(this SourceSpan span, int length)
    {
        var start = Math.Clamp(span.Start.Offset, 0, length);
        var end = Math.Clamp(span.End.Offset + 1, start, length);
        return new TextSpan(start, end);
    }

    /// <summary>The node's span as a half-open one.</summary>
    public static TextSpan ToTextSpan(this ScriptNode node, int length) => node.Span.ToTextSpan(length);
}
