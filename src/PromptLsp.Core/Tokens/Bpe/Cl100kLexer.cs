namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// The pattern of cl100k_base as tiktoken publishes it:
/// <c>'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s</c>.
/// </summary>
internal sealed class Cl100kLexer : TokenLexer
{
    /// <inheritdoc/>
    public override bool ReadsBlocks => true;

    /// <inheritdoc/>
    public override ulong Boundaries(in AsciiBlock block, out int limit)
    {
        limit = AsciiBoundaries.Limit(block);
        var boundaries = 1
            | AsciiBoundaries.OfLetters(block)
            | AsciiBoundaries.OfDigits(block)
            | AsciiBoundaries.OfSymbolsAndNewLines(block)
            | AsciiBoundaries.OfBlanks(block);
        var apostrophes = block.Apostrophe & boundaries;
        if (apostrophes == 0)
        {
            return boundaries;
        }

        // A contraction is a piece of its own; only a letter behind it would not begin one anyway.
        var (ofTwo, ofThree) = block.Contractions(apostrophes);
        return boundaries | (ofTwo << 2) | (ofThree << 3);
    }

    /// <inheritdoc/>
    public override int NextEnd(ReadOnlySpan<char> text, int start, out int stop)
    {
        stop = start;
        var contraction = EndOfContraction(text, start, ref stop);
        if (contraction >= 0)
        {
            return contraction;
        }

        var kind = CharacterClasses.At(text, start, out var length);
        if (kind.Is(CharacterClass.Number))
        {
            return EndOfNumber(text, start, out stop);
        }

        var letters = kind.Is(CharacterClass.Letter) || kind.Is(CharacterClass.NewLine) ? start : start + length;
        var end = EndOfRun(text, letters, CharacterClass.Letter, ref stop);
        if (end > letters)
        {
            return end;
        }

        end = EndOfSymbols(text, start, ref stop);
        return end >= 0 ? EndOfRun(text, end, CharacterClass.NewLine, ref stop) : EndOfSpace(text, start, ref stop);
    }

    private static int EndOfSpace(ReadOnlySpan<char> text, int start, ref int stop)
    {
        var end = EndOfRun(text, start, CharacterClass.Space, ref stop);
        if (end == text.Length)
        {
            return end;
        }

        var newLine = EndOfLastNewLine(text, start, end);
        return newLine >= 0 ? newLine : Math.Max(start + 1, end - 1);
    }
}
