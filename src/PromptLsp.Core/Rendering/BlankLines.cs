using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>Drops the blank lines at both ends of a message. Only the template's own text is cut; a value stays whole.</summary>
internal static class BlankLines
{
    /// <summary>Cuts leading and trailing blank lines and the last line's break.</summary>
    public static void Trim(List<SegmentDraft> drafts)
    {
        CutStart(drafts, LeadingLength(drafts));
        CutEnd(drafts, TrailingLength(drafts));
    }

    /// <summary>Length of the leading lines that hold nothing but white space.</summary>
    private static int LeadingLength(List<SegmentDraft> drafts)
    {
        var (length, before) = (0, 0);
        foreach (var draft in drafts)
        {
            if (!draft.IsLiteral)
            {
                break;
            }

            var text = draft.Text;
            var blank = text[..(text.Length - text.TrimStart().Length)];
            var last = blank.LastIndexOfAny('\n', '\r');
            length = last >= 0 ? before + last + 1 : length;
            if (blank.Length < text.Length)
            {
                break;
            }

            before += text.Length;
        }

        return length;
    }

    /// <summary>Length of the trailing lines that hold nothing but white space, with the break before them.</summary>
    private static int TrailingLength(List<SegmentDraft> drafts)
    {
        var (length, behind) = (0, 0);
        for (var i = drafts.Count - 1; i >= 0 && drafts[i].IsLiteral; i--)
        {
            var text = drafts[i].Text;
            var blank = text[text.TrimEnd().Length..];
            var first = blank.IndexOfAny('\n', '\r');
            length = first >= 0 ? behind + blank.Length - first : length;
            if (blank.Length < text.Length)
            {
                break;
            }

            behind += text.Length;
        }

        return length;
    }

    private static void CutStart(List<SegmentDraft> drafts, int length)
    {
        var whole = 0;
        while (length > 0 && drafts[whole].Span.Length <= length)
        {
            length -= drafts[whole++].Span.Length;
        }

        drafts.RemoveRange(0, whole);
        if (length > 0)
        {
            drafts[0] = drafts[0] with { Span = new TextSpan(drafts[0].Span.Start + length, drafts[0].Span.End) };
        }
    }

    private static void CutEnd(List<SegmentDraft> drafts, int length)
    {
        while (length > 0 && drafts[^1].Span.Length <= length)
        {
            length -= drafts[^1].Span.Length;
            drafts.RemoveAt(drafts.Count - 1);
        }

        if (length > 0)
        {
            drafts[^1] = drafts[^1] with { Span = new TextSpan(drafts[^1].Span.Start, drafts[^1].Span.End - length) };
        }
    }
}
