using CsCheck;
using PromptLsp.Core.Tokens;
using PromptLsp.Models.Tests.Golden;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Tokenization;

public sealed class WordPieceTokenizerTests
{
    private static WordPieceTokenizer Tokenizer => BuiltIn.Tokenizer;

    [Theory]
    [InlineData("", "")]
    [InlineData(" \t\r\n", "")]
    [InlineData("Hello, World!", "hello|,|world|!")]
    [InlineData("embeddings", "em|##bed|##ding|##s")]
    [InlineData("Café", "cafe")]
    [InlineData("Cafe\u0301", "cafe")]
    [InlineData("a\u0000b", "ab")]
    [InlineData("x≠y", "x|=|y")]
    [InlineData("ΟΔΟΣ", "ο|##δ|##ο|##σ")]
    [InlineData("İ", "i")]
    [InlineData("ABC東京", "abc|東|京")]
    [InlineData("한", "ᄒ|##ᅡ|##ᆫ")]
    [InlineData("\u212A", "k")]
    [InlineData("a\uD800b", "ab")]
    [InlineData("don't", "don|'|t")]
    [InlineData("a\u00A0b", "a|b")]
    [InlineData("the [MASK] [mask]", "the|[MASK]|[|mask|]")]
    [InlineData("foo[SEP]bar", "foo|[SEP]|bar")]
    public void PiecesAreThoseOfTheReference(string text, string expected)
    {
        var pieces = Tokenizer.Encode(text).Select(token => Tokenizer.PieceOf(token.Id));
        Assert.Equal(expected, string.Join('|', pieces));
    }

    [Fact]
    public void EveryGoldenCaseHasTheIdsOfTheReference()
    {
        var cases = GoldenCases.All();
        Assert.Equal(309, cases.Count);
        Assert.All(cases, item =>
        {
            var input = Tokenizer.EncodeForModel(item.Text, GoldenCases.MaxTokens);
            Assert.True(item.InputIds.AsSpan().SequenceEqual(input.Ids.Span), $"{item.Id}: {string.Join(' ', input.Ids.ToArray())}");
        });
    }

    [Fact]
    public void OffsetsAndWordsAreThoseOfTheReference()
    {
        var path = SharedData.PathOf("golden", "tokenizers", "bert-base-uncased.jsonl");
        var checkedRows = 0;
        foreach (var row in File.ReadLines(path).Select(TokenizerGoldenRow.Parse).OfType<TokenizerGoldenRow>())
        {
            var actual = Tokenizer.Encode(row.Text);
            Assert.Equal(row.Expected, actual);
            checkedRows++;
        }

        Assert.True(checkedRows > 150, $"only {checkedRows} rows");
    }

    [Fact]
    public void AWordOfMoreThanAHundredCodePointsIsUnknown()
    {
        Assert.Equal(50, Tokenizer.Encode(new string('a', 100)).Count);
        Assert.Equal([new TokenSpan(100, 1, 102)], Tokenizer.Encode(" " + new string('a', 101) + " "));
        Assert.Equal([new TokenSpan(100, 0, 300_000)], Tokenizer.Encode(new string('b', 300_000)));
        Assert.Equal([new TokenSpan(100, 0, 202)], Tokenizer.Encode(string.Concat(Enumerable.Repeat("😀", 101))));
    }

    [Fact]
    public void OffsetsPointIntoTheSourceInCodeUnits()
    {
        var text = "😀 Cafe\u0301, 한x";
        var tokens = Tokenizer.Encode(text);
        Assert.Equal(["😀", "Cafe", ",", "한", "한", "한", "x"], tokens.Select(token => text[token.Start..token.End]));
    }

    [Fact]
    public void AModelGetsSpecialTokensAndACutText()
    {
        var whole = Tokenizer.EncodeForModel("one two three", 5);
        Assert.Equal([101, 2028, 2048, 2093, 102], whole.Ids.ToArray());
        Assert.False(whole.IsTruncated);

        var cut = Tokenizer.EncodeForModel("one two three four", 5);
        Assert.Equal([101, 2028, 2048, 2093, 102], cut.Ids.ToArray());
        Assert.True(cut.IsTruncated);
        Assert.Equal(6, cut.TokenCount);

        Assert.Equal([101, 102], Tokenizer.EncodeForModel("", 3).Ids.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokenizer.EncodeForModel("one", 2));
    }

    [Fact]
    public void DecodingJoinsThePiecesOfWords() =>
        Assert.Equal("em bedding 東", Tokenizer.Decode(Tokenizer.Encode("em bedding[SEP]東").Select(token => token.Id)).Replace(" ##", "", StringComparison.Ordinal));

    [Fact]
    public void AnyTextGivesOrderedOffsetsInsideIt() =>
        Gen.Char.Array[0, 60].Select(characters => new string(characters)).Sample(
            text =>
            {
                var tokens = Tokenizer.Encode(text);
                Assert.All(tokens, token => Assert.True(token.Start >= 0 && token.Start < token.End && token.End <= text.Length));
                Assert.All(tokens.Zip(tokens.Skip(1)), pair => Assert.True(pair.First.Start <= pair.Second.Start && pair.First.End <= pair.Second.End));
                Assert.Equal(tokens.Count, Tokenizer.Count(text));
            },
            iter: 3000);

    [Fact]
    public void WhatIsJoinedBySpaceHasTheTokensOfBothParts() =>
        Gen.Select(Gen.String[0, 30], Gen.String[0, 30]).Sample(
            pair => Tokenizer.Count(pair.Item1, false) + Tokenizer.Count(pair.Item2, false) == Tokenizer.Count(pair.Item1 + " " + pair.Item2, false),
            iter: 2000);
}
