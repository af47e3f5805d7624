namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Cuts text into the pieces within which byte pairs are merged: the published pattern of an encoding, matched by hand over code points.
/// The pieces leave no code unit out. <see cref="NextEnd"/> is the scalar path, which also tells how far it looked; <see cref="Boundaries"/> is the vectorised one,
/// for ASCII. Stateless; safe for concurrent callers.
/// </summary>
internal abstract class TokenLexer
{
    /// <summary>True where <see cref="Boundaries"/> is there.</summary>
    public virtual bool ReadsBlocks => false;

    /// <summary>Where pieces begin in a block of ASCII that begins with a piece: one bit a unit.</summary>
    /// <param name="block">The block.</param>
    /// <param name="limit">The bits below it are true whatever follows the block; 0 or less: none is.</param>
    public virtual ulong Boundaries(in AsciiBlock block, out int limit)
    {
        limit = 0;
        return 0;
    }

    /// <summary>The piece that begins at <paramref name="start"/>.</summary>
    public TokenPiece NextPiece(ReadOnlySpan<char> text, int start)
    {
        var end = NextEnd(text, start, out var stop);
        return new TokenPiece(start, end, ReadEnd(text, stop));
    }

    /// <summary>The end of the piece that begins at <paramref name="start"/>; greater than it.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Less than the text's length.</param>
    /// <param name="stop">The last offset whose code point was asked for: the text's length where its end was.</param>
    public abstract int NextEnd(ReadOnlySpan<char> text, int start, out int stop);

    /// <summary><c>\p{N}{1,3}</c>.</summary>
    protected static int EndOfNumber(ReadOnlySpan<char> text, int start, out int stop)
    {
        var end = start;
        stop = start;
        for (var digits = 0; digits < 3; digits++)
        {
            stop = end;
            if (end == text.Length || !CharacterClasses.At(text, end, out var length).Is(CharacterClass.Number))
            {
                break;
            }

            end += length;
        }

        return end;
    }

    /// <summary><c> ?[^\s\p{L}\p{N}]+</c>; -1 where it does not match.</summary>
    protected static int EndOfSymbols(ReadOnlySpan<char> text, int start, ref int stop)
    {
        var first = text[start] == ' ' ? start + 1 : start;
        var end = first;
        while (end < text.Length && CharacterClasses.At(text, end, out var length).IsSymbol())
        {
            end += length;
        }

        stop = Math.Max(stop, end);
        return end > first ? end : -1;
    }

    /// <summary>The end of the run of <paramref name="kind"/> from <paramref name="start"/>.</summary>
    protected static int EndOfRun(ReadOnlySpan<char> text, int start, CharacterClass kind, ref int stop)
    {
        while (start < text.Length && CharacterClasses.At(text, start, out var length).Is(kind))
        {
            start += length;
        }

        stop = Math.Max(stop, start);
        return start;
    }

    /// <summary><c>'(?i:s|t|re|ve|m|ll|d)</c>; -1 where it does not match. Under Unicode's case folding the long s (U+017F) is an s.</summary>
    protected static int EndOfContraction(ReadOnlySpan<char> text, int start, ref int stop)
    {
        var isQuote = start < text.Length && text[start] == '\'';
        stop = Math.Max(stop, isQuote ? Math.Min(start + 2, text.Length) : start);
        if (!isQuote || start + 1 >= text.Length)
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

    /// <summary>To tell the class of a first half of a surrogate pair, the unit behind it is read too.</summary>
    private static int ReadEnd(ReadOnlySpan<char> text, int stop) =>
        stop >= text.Length ? text.Length + 1 : char.IsHighSurrogate(text[stop]) ? stop + 2 : stop + 1;
}
