using CsCheck;
using PromptLsp.Core.Tokens;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tests.Golden;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Tokenization;

public sealed class HuggingFaceTokenCounterTests
{
    private static readonly HuggingFaceTokenCounter _counter = HuggingFaceTokenCounter.Load("all-MiniLM-L6-v2", BuiltIn.Open().TokenizerPath);

    [Fact]
    public void LiteralsOfSpecialTokensAreOrdinaryText()
    {
        Assert.Equal(3, _counter.Count("[SEP]"));
        Assert.DoesNotContain(_counter.Encode("a [SEP] [CLS] [MASK] b"), token => token.Id is 101 or 102 or 103);
    }

    [Fact]
    public void TokensLeaveNoCodeUnitOut()
    {
        const string text = "  Hello,\n\u200B wórld 한  ";
        var tokens = _counter.Encode(text);
        Assert.Equal(["  Hello", ",", "\n\u200B wórld", " 한", "한", "한  "], tokens.Select(token => text[token.Start..token.End]));
        Assert.Empty(_counter.Encode(" \n"));
    }

    [Theory]
    [InlineData("one two three", 0, "")]
    [InlineData("one two three", 1, "one ")]
    [InlineData("one two three", 2, "one two ")]
    [InlineData("one two three  ", 3, "one two three  ")]
    [InlineData("embeddings", 2, "embed")]
    [InlineData("a 한b", 2, "a ")]
    [InlineData("a 한b", 4, "a 한")]
    [InlineData("e\u0301a😀", 0, "")]
    [InlineData("", 5, "")]
    public void APrefixHoldsTheTokensItMay(string text, int maxTokens, string expected) =>
        Assert.Equal(expected, text[.._counter.PrefixLength(text, maxTokens)]);

    [Fact]
    public void APrefixNeverHasTooManyTokensOfTheWholeText() =>
        Gen.Select(Gen.String[0, 40], Gen.Int[0, 12]).Sample(
            pair =>
            {
                var (text, maxTokens) = pair;
                var length = _counter.PrefixLength(text, maxTokens);
                Assert.True(BuiltIn.Tokenizer.Encode(text, false).Count(token => token.End <= length) <= maxTokens);
                Assert.True(length == text.Length || BuiltIn.Tokenizer.Encode(text, false).Count(token => token.Start < length) <= maxTokens);
            },
            iter: 2000);

    [Fact]
    public void ModelsAreFoundByName()
    {
        var provider = new LocalTokenCounterProvider(new ModelLocator([Path.Combine(AppContext.BaseDirectory, "models")]));
        Assert.Contains("all-MiniLM-L6-v2", provider.Names);
        var counter = provider.Find("all-minilm-l6-V2");
        Assert.NotNull(counter);
        Assert.Equal(("all-MiniLM-L6-v2", 4), (counter.Name, counter.Count("Hello, world!")));
        Assert.Same(counter, provider.Find("all-minilm-l6-V2"));
        Assert.Null(provider.Find("no-such-model"));
    }

    [Fact]
    public void TheCounterIsTheCorePort() => Assert.IsType<ITokenCounter>(_counter, exactMatch: false);
}
