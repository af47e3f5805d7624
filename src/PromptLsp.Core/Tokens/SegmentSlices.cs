using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tokens;

/// <summary>Pieces of rendered segments.</summary>
internal static class SegmentSlices
{
    /// <summary>
    /// Where a piece of a segment stands in the template: for template text the very piece, for a value the expression. Template text that was
    /// changed on its way (an escaped role word) has another length than its span: then the whole span.
    /// </summary>
    public static TextSpan TemplateSpanOf(RenderedSegment segment, TextSpan range) =>
        segment.Kind == SegmentKind.Literal && segment.Text.Length == segment.TemplateSpan.Length
            ? range.Shift(segment.TemplateSpan.Start)
            : segment.TemplateSpan;

    /// <summary>A segment without some ranges of its text, in pieces; the ranges ascend and do not overlap.</summary>
    public static IEnumerable<RenderedSegment> Without(RenderedSegment segment, IEnumerable<TextSpan> ranges)
    {
        var start = 0;
        foreach (var range in ranges.Append(new TextSpan(segment.Text.Length, segment.Text.Length)))
        {
            if (range.Start > start)
            {
                var kept = new TextSpan(start, range.Start);
                yield return segment with { Text = segment.Text[kept.Start..kept.End], TemplateSpan = TemplateSpanOf(segment, kept) };
            }

            start = range.End;
        }
    }
}
