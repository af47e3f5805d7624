using System.Numerics;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// The pattern of o200k_base as tiktoken publishes it, with U = <c>[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]</c>, L = <c>[\p{Ll}\p{Lm}\p{Lo}\p{M}]</c>
/// and C = <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)?</c>:
/// <c>[^\r\n\p{L}\p{N}]?U*L+C|[^\r\n\p{L}\p{N}]?U+L*C|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.
/// </summary>
internal sealed class O200kLexer : TokenLexer
{
    /// <inheritdoc/>
    public override bool ReadsBlocks => true;

    /// <inheritdoc/>
    public override ulong Boundaries(in AsciiBlock block, out int limit)
    {
        limit = AsciiBoundaries.Limit(block);
        var boundaries = 1
            | AsciiBoundaries.OfLetters(block)
            | (block.Upper & (block.Lower << 1))
            | AsciiBoundaries.OfDigits(block)
            | AsciiBoundaries.OfSymbolsAndNewLines(block)
            | AsciiBoundaries.OfBlanks(block);

        // A slash behind a line break may belong to the symbols before the break: the scalar path looks.
        var slashes = block.NewLine == 0 ? 0 : block.Slash & (block.NewLine << 1);
        limit = Math.Min(limit, BitOperations.TrailingZeroCount(slashes));
        var apostrophes = block.Apostrophe & ((block.Lower | block.Upper) << 1);
        return apostrophes == 0 ? boundaries : WithContractions(block, apostrophes, boundaries, ref limit);
    }

    /// <summary>A contraction belongs to the word before it. An apostrophe behind a contraction begins a word instead: there the scalar path goes on.</summary>
    private static ulong WithContractions(in AsciiBlock block, ulong apostrophes, ulong boundaries, ref int limit)
    {
        var (ofTwo, ofThree) = block.Contractions(apostrophes);
        var ends = (ofTwo << 2) | (ofThree << 3);
        limit = Math.Min(limit, BitOperations.TrailingZeroCount(apostrophes & ends));
        var starts = ofTwo | ofThree;
        return (boundaries & ~(starts | (starts << 1) | (ofThree << 2))) | ends;
    }

    /// <inheritdoc/>
    public override int NextEnd(ReadOnlySpan<char> text, int start, out int stop)
    {
        stop = start;
        var kind = CharacterClasses.At(text, start, out var length);
        if (kind.Is(CharacterClass.Number))
        {
            return EndOfNumber(text, start, out stop);
        }

        var end = kind.Is(CharacterClass.NewLine) ? -1 : EndOfWord(text, start, kind, length, ref stop);
        if (end >= 0)
        {
            var contraction = EndOfContraction(text, end, ref stop);
            return contraction >= 0 ? contraction : end;
        }

        end = EndOfSymbols(text, start, ref stop);
        if (end < 0)
        {
            return EndOfSpace(text, start, ref stop);
        }

        while (end < text.Length && (text[end] is '\r' or '\n' or '/'))
        {
            end++;
        }

        stop = Math.Max(stop, end);
        return end;
    }

    /// <summary>The first two alternatives, each with the optional character before the word and without it; -1 where none matches.</summary>
    private static int EndOfWord(ReadOnlySpan<char> text, int start, CharacterClass kind, int length, ref int stop)
    {
        if (kind.Is(CharacterClass.Letter))
        {
            var end = EndOfLowerWord(text, start, ref stop, out var upperEnd);
            return end >= 0 ? end : upperEnd;
        }

        var word = start + length;
        var prefixed = EndOfLowerWord(text, word, ref stop, out var prefixedUpperEnd);
        if (prefixed >= 0)
        {
            return prefixed;
        }

        // A mark may stand before the word or be its first character.
        var bare = EndOfLowerWord(text, start, ref stop, out _);
        if (bare >= 0)
        {
            return bare;
        }

        return prefixedUpperEnd > word ? prefixedUpperEnd : -1;
    }

    /// <summary>
    /// <c>U*L+</c>; -1 where it does not match. Where no lower-case letter follows the run of U, the run is given back as far as
    /// the last character that is in both classes.
    /// </summary>
    private static int EndOfLowerWord(ReadOnlySpan<char> text, int start, ref int stop, out int upperEnd)
    {
        var end = start;
        var lastOfBoth = -1;
        while (end < text.Length)
        {
            var kind = CharacterClasses.At(text, end, out var length);
            if (!kind.Is(CharacterClass.Upper))
            {
                break;
            }

            end += length;
            lastOfBoth = kind.Is(CharacterClass.Lower) ? end : lastOfBoth;
        }

        upperEnd = end;
        var lowerEnd = EndOfRun(text, end, CharacterClass.Lower, ref stop);
        return lowerEnd > end ? lowerEnd : lastOfBoth;
    }

    private static int EndOfSpace(ReadOnlySpan<char> text, int start, ref int stop)
    {
        var end = EndOfRun(text, start, CharacterClass.Space, ref stop);
        var newLine = EndOfLastNewLine(text, start, end);
        if (newLine >= 0)
        {
            return newLine;
        }

        return end == text.Length ? end : Math.Max(start + 1, end - 1);
    }
}
