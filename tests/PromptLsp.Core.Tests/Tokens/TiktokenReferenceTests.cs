using PromptLsp.Core.Tokens;
using PromptLsp.Testing.Tokens;

namespace PromptLsp.Core.Tests.Tokens;

/// <summary>Equality with npm tiktoken, ids included, without tolerance. Skips where node or npm is missing, except where <c>CI</c> is set.</summary>
public sealed class TiktokenReferenceTests
{
    private static readonly string[] _encodings = ["o200k_base", "cl100k_base", "p50k_base", "r50k_base"];

    private static readonly TokenCounterProvider _provider = new(name =>
        File.Exists(Path.Combine(NodeReference.Encoders, $"{name}.json")) ? File.OpenRead(Path.Combine(NodeReference.Encoders, $"{name}.json")) : null);

    [Fact]
    public void TenMegabytesOfThirteenKindsAreEncodedAlike() => Compare(TokenCorpus.Documents(10_000_000), 2);

    [Fact]
    public void AQuarterOfAMillionFuzzTextsAreEncodedAlike() => Compare([.. FuzzTexts.Make(250_000)], 2);

    [Fact]
    public void OlderEncodingsAreAlikeToo() => Compare([.. FuzzTexts.Make(30_000, seed: 8), .. TokenCorpus.Documents(500_000, seed: 8)], _encodings.Length);

    private static void Compare(IReadOnlyList<string> texts, int encodings)
    {
        if (NodeReference.Missing is { } reason)
        {
            Assert.True(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")), reason);
            Assert.Skip(reason);
        }

        var names = _encodings[..encodings];
        var counters = names.Select(name => _provider.Find(name)!).ToArray();
        var expected = NodeReference.Run(texts, ["{}", .. names]);
        Assert.Equal(texts.Count, expected.Length);
        var failures = new List<string>();
        for (var i = 0; i < texts.Count; i++)
        {
            var actual = string.Join(' ', counters.Select(counter => Describe(counter, texts[i])));
            if (actual != expected[i])
            {
                failures.Add($"text {i}: {actual} instead of {expected[i]}: {Excerpt(texts[i])}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {texts.Count} differ: {string.Join('\n', failures.Take(10))}");
    }

    private static string Describe(ITokenCounter counter, string text)
    {
        var tokens = counter.Encode(text);
        var hash = 0x811C_9DC5u;
        foreach (var token in tokens)
        {
            hash = (hash ^ (uint)token.Id) * 0x0100_0193u;
        }

        return counter.Count(text) == tokens.Count ? $"{tokens.Count} {hash}" : $"{tokens.Count} {hash} but counts {counter.Count(text)}";
    }

    private static string Excerpt(string text) => System.Text.Json.JsonSerializer.Serialize(text[..Math.Min(60, text.Length)]);
}
