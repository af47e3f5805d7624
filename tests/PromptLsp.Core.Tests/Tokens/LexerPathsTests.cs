using CsCheck;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Tokens.Bpe;

namespace PromptLsp.Core.Tests.Tokens;

/// <summary>The vectorised path cuts where the scalar path does.</summary>
public sealed class LexerPathsTests
{
    private static readonly string[] _parts =
    [
        " ", "  ", "    ", "\n", "\r\n", "\t", "\n\n", " \n", "a", "b", "word", "Word", "WORD", "camelCase", "ABCdef", "'s", "'S", "'T", "'re", "'Ve", "'ll", "'LL", "'d", "'", "''", "don't", "1", "12",
        "1234567", ".", "...", ";", "(", ")", "/", "//", "///", ";\n", ";\n//", "\n/", ",", "_", "-", "\u000B", "\0", "\u007F", "é", "\u00A0", "世", "\u0301", "😀",
    ];

    private static readonly Gen<string> _text = Gen.Int[0, _parts.Length - 1].Select(part => _parts[part]).Array[0, 60].Select(string.Concat);

    public static TheoryData<string> Lexers => ["o200k_base", "cl100k_base"];

    [Theory]
    [MemberData(nameof(Lexers))]
    public void MasksGiveTheBoundariesOfTheScalarPath(string encoding)
    {
        var lexer = PublishedEncoding.All.Single(published => published.Name == encoding).Lexer;
        _text.Sample(text => Check(lexer, text), iter: 20_000, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Lexers))]
    public void CountsAreTheSumOfThePieces(string encoding)
    {
        var counter = (IPieceTokenCounter)new TokenCounterProvider().Find(encoding)!;
        _text.Sample(
            text =>
            {
                var sum = 0;
                for (var start = 0; start < text.Length; start = counter.NextPiece(text, start).End)
                {
                    sum += counter.CountPiece(text.AsSpan(start, counter.NextPiece(text, start).End - start));
                }

                Assert.Equal(sum, counter.Count(text));
            },
            iter: 10_000,
            threads: 1);
    }

    private static void Check(TokenLexer lexer, string text)
    {
        var ends = new List<int>();
        for (var start = 0; start < text.Length; start = ends[^1])
        {
            ends.Add(lexer.NextEnd(text, start, out _));
        }

        foreach (var start in ends.Prepend(0).Where(start => start < text.Length))
        {
            var (boundaries, limit) = Boundaries(lexer, text, start);
            for (var i = 1; i < limit; i++)
            {
                Assert.True(((boundaries >> i) & 1) == (ends.Contains(start + i) ? 1UL : 0), $"{i} behind {start} of {System.Text.Json.JsonSerializer.Serialize(text)}");
            }
        }
    }

    private static (ulong Boundaries, int Limit) Boundaries(TokenLexer lexer, string text, int start)
    {
        var units = text[start..].PadRight(AsciiBlock.Size, '\uFFFF').ToCharArray();
        var ascii = new byte[AsciiBlock.Size];
        return (lexer.Boundaries(new AsciiBlock(ref units[0], ref ascii[0]), out var limit), limit);
    }
}
