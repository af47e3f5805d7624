using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>A piece of a message that is being written: a value, or template text that is not copied before the message ends.</summary>
/// <param name="Value">The value; null for template text.</param>
/// <param name="File">The file that holds the template text; null for a value.</param>
/// <param name="Span">Where the template text stands.</param>
internal readonly record struct SegmentDraft(RenderedSegment? Value, TemplateFile? File, TextSpan Span)
{
    /// <summary>True for template text.</summary>
    public bool IsLiteral => Value is null;

    /// <summary>The text.</summary>
    public ReadOnlySpan<char> Text => Value is { } value ? value.Text : File!.Source.Text.AsSpan(Span.Start, Span.Length);

    /// <summary>The segment.</summary>
    /// <param name="literals">Strings of template text to use again.</param>
    public RenderedSegment Complete(LiteralPool literals) =>
        Value ?? new RenderedSegment(SegmentKind.Literal, literals.Take(Text), File!.Path, Span);
}
