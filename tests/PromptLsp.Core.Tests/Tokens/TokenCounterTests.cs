using CsCheck;
using Microsoft.ML.Tokenizers;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tests.Tokens;

public sealed class TokenCounterTests
{
    private static readonly TokenCounterProvider _provider = new();
    private static readonly TiktokenTokenizer _o200k = TiktokenTokenizer.CreateForEncoding("o200k_base");
    private static readonly TiktokenTokenizer _cl100k = TiktokenTokenizer.CreateForEncoding("cl100k_base");

    private static readonly Gen<string> _piece = Gen.OneOf(new[]
    {
        " ", "  ", "\n", "\r\n", "\t", "\u00A0", "\u2003", "a", "B", "Word", "WORD", "wordWord", "'s", "'RE", "'ll", "'", "1", "12345", "½", "Ⅷ", ".", "...", "/", "//\n",
        "é", "e\u0301", "\u0301", "ǅ", "ʰ", "世界", "مرحبا", "नमस्ते", "<|endoftext|>", "<|", "{{ x }}", "_", "€", "\u200B", "\u0085", "aaaaaaaaaaaaaaaaaaaaaaaa", "==========",
    }.Select(Gen.Const).ToArray());

    private static readonly Gen<string> _bmp = _piece.Array[0, 30].Select(string.Concat);

    private static readonly Gen<string> _any =
        Gen.OneOf(_piece, Gen.OneOf(new[] { "'ſ", "👍", "👍🏽", "𝒜", "𐐀", "𐐨", "\uD83D", "\uDC4D", "𞤀" }.Select(Gen.Const).ToArray())).Array[0, 30].Select(string.Concat);

    /// <summary>Beyond it, and for the long s of a contraction, the library deviates from tiktoken: there the golden file decides.</summary>
    [Fact]
    public void AgreesWithTheLibraryInTheBasicPlane() => _bmp.Sample(
        text =>
        {
            var plain = text.Replace("<|endoftext|>", "<|end", StringComparison.Ordinal);
            Assert.Equal(_o200k.EncodeToIds(plain), _provider.Find("o200k_base")!.Encode(plain).Select(token => token.Id));
            Assert.Equal(_cl100k.EncodeToIds(plain), _provider.Find("cl100k_base")!.Encode(plain).Select(token => token.Id));
        },
        iter: 3_000,
        threads: 1);

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void TokensCoverTheTextInOrder(string encoding)
    {
        var counter = _provider.Find(encoding)!;
        _any.Sample(
            text =>
            {
                var tokens = counter.Encode(text);
                Assert.Equal(tokens.Count, counter.Count(text));
                var (start, end) = (0, 0);
                foreach (var token in tokens)
                {
                    Assert.True(token.Id >= 0 && token.Start >= start && token.Start <= end && token.End >= end && token.End > token.Start, $"{token}");
                    Assert.False(token.Start > 0 && token.Start < text.Length && char.IsSurrogatePair(text[token.Start - 1], text[token.Start]));
                    (start, end) = (token.Start, token.End);
                }

                Assert.Equal(text.Length, end);
                Assert.Equal(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)), counter.Decode(tokens.Select(token => token.Id)));
            },
            iter: 3_000,
            threads: 1);
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void APrefixHoldsTheGreatestNumberOfWholeTokensAndNoPartOfAGraphemeCluster(string encoding)
    {
        var counter = _provider.Find(encoding)!;
        Gen.Select(_any, Gen.Int[0, 40]).Sample(
            (text, max) =>
            {
                var tokens = counter.Encode(text);
                var limit = max >= tokens.Count ? text.Length : tokens[max].Start;
                var boundaries = System.Globalization.StringInfo.ParseCombiningCharacters(text).Append(text.Length);
                Assert.Equal(boundaries.Last(boundary => boundary <= limit), counter.PrefixLength(text, max));
                Assert.Equal(Math.Min(tokens.Count, max + 1), counter.CountUpTo(text, max));
            },
            iter: 2_000,
            threads: 1);
    }

    [Theory]
    [InlineData("o200k_base")]
    [InlineData("cl100k_base")]
    public void WhatStandsBehindTheLookAheadOfAPieceCannotChangeIt(string encoding)
    {
        var counter = (IPieceTokenCounter)_provider.Find(encoding)!;
        Gen.Select(_any, _any).Sample(
            (text, other) =>
            {
                var sum = 0;
                for (var start = 0; start < text.Length;)
                {
                    var piece = counter.NextPiece(text, start);
                    Assert.True(piece.Start == start && piece.End > start && piece.ReadEnd >= piece.End && piece.ReadEnd <= text.Length + 1, $"{piece}");
                    if (piece.ReadEnd <= text.Length)
                    {
                        Assert.Equal(piece.End, counter.NextPiece(text[..piece.ReadEnd] + other, start).End);
                    }

                    sum += counter.CountPiece(text.AsSpan(start, piece.End - start));
                    start = piece.End;
                }

                Assert.Equal(counter.Count(text), sum);
            },
            iter: 3_000,
            threads: 1);
    }

    [Fact]
    public void OneUnbrokenPieceOfAMegabyteIsCounted()
    {
        var counter = _provider.Find("o200k_base")!;
        Assert.Equal(2500, counter.Count(new string('a', 20_000)));
        Assert.Equal(125_000, counter.Count(new string('a', 1_000_000)));
    }

    [Fact]
    public void AVocabularyIsReadOnceForAllCallers()
    {
        var provider = new TokenCounterProvider();
        var counters = new ITokenCounter?[8];
        Parallel.For(0, counters.Length, i => counters[i] = provider.Find("cl100k_base"));
        Assert.All(counters, counter => Assert.Same(counters[0], counter));
        Assert.Null(provider.Find("gpt2"));
        Assert.Equal(["o200k_base", "o200k_harmony", "cl100k_base"], provider.Names);
    }

    [Fact]
    public void UnknownIdsAreNamed()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _provider.Find("cl100k_base")!.Decode([1, 5_000_000]));
        Assert.Contains("cl100k_base has no token of this number", error.Message, StringComparison.Ordinal);
        Assert.Equal("a<|endoftext|>", _provider.Find("o200k_base")!.Decode([64, 199999]));
    }
}
