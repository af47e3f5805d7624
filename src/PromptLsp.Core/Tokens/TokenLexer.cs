namespace PromptLsp.Core.Tokens;

/// <summary>
/// Cuts text into the pieces within which byte pairs are merged: the published pattern of an encoding, matched by hand over code points.
/// The pieces leave no code unit out.
/// </summary>
internal abstract class TokenLexer
{
    /// <summary>The end of the piece that begins at <paramref name="start"/>; greater than it.</summary>
    public abstract int NextEnd(ReadOnlySpan<char> text, int start);

    /// <summary><c>\p{N}{1,3}</c>.</summary>
    protected static int EndOfNumber(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        for (var digits = 0; digits < 3 && end < text.Length; digits++)
        {
            if (!CharacterClasses.At(text, end, out var length).Is(CharacterClass.Number))
            {
                break;
            }

            end += length;
        }

        return end;
    }

    /// <summary><c> ?[^\s\p{L}\p{N}]+</c>; -1 where it does not match.</summary>
    protected static int EndOfSymbols(ReadOnlySpan<char> text, int start)
    {
        var first = text[start] == ' ' ? start + 1 : start;
        var end = first;
        while (end < text.Length && CharacterClasses.At(text, end, out var length).IsSymbol())
        {
            end += length;
        }

        return end > first ? end : -1;
    }

    /// <summary>The end of the run of <paramref name="kind"/> from <paramref name="start"/>.</summary>
    protected static int EndOfRun(ReadOnlySpan<char> text, int start, CharacterClass kind)
    {
        while (start < text.Length && CharacterClasses.At(text, start, out var length).Is(kind))
        {
            start += length;
        }

        return start;
    }

    /// <summary><c>'(?i:s|t|re|ve|m|ll|d)</c>; -1 where it does not match. Under Unicode's case folding the long s (U+017F) is an s.</summary>
    protected static int EndOfContraction(ReadOnlySpan<char> text, int start)
    {
        if (start + 1 >= text.Length || text[start] != '\'')
        {
            return -1;
        }

        var second = start + 2 < text.Length ? (char)(text[start + 2] | 0x20) : '\0';
        return (char)(text[start + 1] | 0x20) switch
        {
            _ when text[start + 1] == '\u017F' => start + 2,
            _ when text[start + 1] >= 128 => -1,
            's' or 't' or 'm' or 'd' => start + 2,
            'r' or 'v' when second == 'e' => start + 3,
            'l' when second == 'l' => start + 3,
            _ => -1,
        };
    }

    /// <summary>The end behind the last line break in <c>[start, end)</c>, or -1.</summary>
    protected static int EndOfLastNewLine(ReadOnlySpan<char> text, int start, int end)
    {
        var last = text[start..end].LastIndexOfAny('\r', '\n');
        return last < 0 ? -1 : start + last + 1;
    }
}
