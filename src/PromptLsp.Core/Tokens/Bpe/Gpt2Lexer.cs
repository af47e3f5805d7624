namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// The pattern of gpt2, r50k_base and p50k_base as tiktoken publishes it:
/// <c>'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s</c>.
/// </summary>
internal sealed class Gpt2Lexer : TokenLexer
{
    /// <inheritdoc/>
    public override int NextEnd(ReadOnlySpan<char> text, int start, out int stop)
    {
        stop = start;
        var contraction = EndOfLowerContraction(text, start, ref stop);
        if (contraction >= 0)
        {
            return contraction;
        }

        var first = text[start] == ' ' ? start + 1 : start;
        foreach (var kind in (ReadOnlySpan<CharacterClass>)[CharacterClass.Letter, CharacterClass.Number])
        {
            var end = EndOfRun(text, first, kind, ref stop);
            if (end > first)
            {
                return end;
            }
        }

        var symbols = EndOfSymbols(text, start, ref stop);
        if (symbols >= 0)
        {
            return symbols;
        }

        var space = EndOfRun(text, start, CharacterClass.Space, ref stop);
        return space == text.Length ? space : Math.Max(start + 1, space - 1);
    }

    /// <summary>Lower case only, in this pattern.</summary>
    private static int EndOfLowerContraction(ReadOnlySpan<char> text, int start, ref int stop)
    {
        var end = EndOfContraction(text, start, ref stop);
        return end >= 0 && text[(start + 1)..end].IndexOfAnyExceptInRange('a', 'z') < 0 ? end : -1;
    }
}
