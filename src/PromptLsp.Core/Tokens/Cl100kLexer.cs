namespace PromptLsp.Core.Tokens;

/// <summary>
/// The pattern of cl100k_base as tiktoken publishes it:
/// <c>'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s</c>.
/// </summary>
internal sealed class Cl100kLexer : TokenLexer
{
    /// <inheritdoc/>
    public override int NextEnd(ReadOnlySpan<char> text, int start)
    {
        var contraction = EndOfContraction(text, start);
        if (contraction >= 0)
        {
            return contraction;
        }

        var kind = CharacterClasses.At(text, start, out var length);
        if (kind.Is(CharacterClass.Number))
        {
            return EndOfNumber(text, start);
        }

        var letters = kind.Is(CharacterClass.Letter) || kind.Is(CharacterClass.NewLine) ? start : start + length;
        var end = EndOfRun(text, letters, CharacterClass.Letter);
        if (end > letters)
        {
            return end;
        }

        end = EndOfSymbols(text, start);
        return end >= 0 ? EndOfRun(text, end, CharacterClass.NewLine) : EndOfSpace(text, start);
    }

    private static int EndOfSpace(ReadOnlySpan<char> text, int start)
    {
        var end = EndOfRun(text, start, CharacterClass.Space);
        if (end == text.Length)
        {
            return end;
        }

        var newLine = EndOfLastNewLine(text, start, end);
        return newLine >= 0 ? newLine : Math.Max(start + 1, end - 1);
    }
}
