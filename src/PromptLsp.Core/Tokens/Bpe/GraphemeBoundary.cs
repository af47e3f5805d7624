using System.Globalization;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>Places where a text may be cut for a reader: between grapheme clusters.</summary>
public static class GraphemeBoundary
{
    /// <summary>The last boundary between grapheme clusters (UAX 29) that is not behind <paramref name="offset"/>.</summary>
    public static int AtOrBefore(ReadOnlySpan<char> text, int offset)
    {
        if (offset <= 0 || offset >= text.Length)
        {
            return Math.Clamp(offset, 0, text.Length);
        }

        var boundary = SafeStart(text, offset);
        while (boundary < offset)
        {
            var next = boundary + StringInfo.GetNextTextElementLength(text[boundary..]);
            if (next > offset)
            {
                break;
            }

            boundary = next;
        }

        return boundary;
    }

    /// <summary>
    /// A boundary before the offset to walk from: between two ASCII characters there always is one, except between the two of a line break. Without any
    /// the walk begins at the text's start.
    /// </summary>
    private static int SafeStart(ReadOnlySpan<char> text, int offset)
    {
        for (var i = offset - 1; i > 0; i--)
        {
            if (text[i] is < '\u0080' and not '\n' && text[i - 1] < '\u0080')
            {
                return i;
            }
        }

        return 0;
    }
}
