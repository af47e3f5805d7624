using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>Drops the blank lines at both ends of a message. Only the template's own text is cut; a value stays whole.</summary>
internal static class BlankLines
{
    /// <summary>The segments without leading and trailing blank lines and without the last line's break.</summary>
    public static ImmutableArray<RenderedSegment> Trim(IReadOnlyList<RenderedSegment> segments)
    {
        var kept = new LinkedList<RenderedSegment>(segments);
        CutStart(kept, LeadingLength(segments));
        CutEnd(kept, TrailingLength([.. kept]));
        return [.. kept];
    }

    /// <summary>Length of the leading lines that hold nothing but white space.</summary>
    private static int LeadingLength(IReadOnlyList<RenderedSegment> segments)
    {
        var run = string.Concat(segments.TakeWhile(segment => segment.Kind == SegmentKind.Literal).Select(segment => segment.Text));
        var text = run.AsSpan();
        var blank = text[..(text.Length - text.TrimStart().Length)];
        return blank.LastIndexOfAny('\n', '\r') + 1;
    }

    /// <summary>Length of the trailing lines that hold nothing but white space, with the break before them.</summary>
    private static int TrailingLength(RenderedSegment[] segments)
    {
        var run = string.Concat(segments.Reverse().TakeWhile(segment => segment.Kind == SegmentKind.Literal).Reverse().Select(segment => segment.Text));
        var text = run.AsSpan();
        var blank = text[text.TrimEnd().Length..];
        var first = blank.IndexOfAny('\n', '\r');
        return first < 0 ? 0 : blank.Length - first;
    }

    private static void CutStart(LinkedList<RenderedSegment> segments, int length)
    {
        while (length > 0)
        {
            var segment = segments.First!.Value;
            segments.RemoveFirst();
            if (segment.Text.Length > length)
            {
                segments.AddFirst(segment with { Text = segment.Text[length..], TemplateSpan = CutSpan(segment, length, segment.Text.Length) });
            }

            length -= segment.Text.Length;
        }
    }

    private static void CutEnd(LinkedList<RenderedSegment> segments, int length)
    {
        while (length > 0)
        {
            var segment = segments.Last!.Value;
            segments.RemoveLast();
            if (segment.Text.Length > length)
            {
                var rest = segment.Text.Length - length;
                segments.AddLast(segment with { Text = segment.Text[..rest], TemplateSpan = CutSpan(segment, 0, rest) });
            }

            length -= segment.Text.Length;
        }
    }

    private static TextSpan CutSpan(RenderedSegment segment, int start, int end) =>
        new(segment.TemplateSpan.Start + start, segment.TemplateSpan.Start + end);
}
