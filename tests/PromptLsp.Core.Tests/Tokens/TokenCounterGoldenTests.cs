using System.Text.Json;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tests.Tokens;

/// <summary>Equality with tiktoken's own counts and ids, without tolerance.</summary>
public sealed class TokenCounterGoldenTests
{
    private static readonly TokenCounterProvider _provider = new();

    [Theory]
    [InlineData(TokenCounterProvider.O200kBase)]
    [InlineData(TokenCounterProvider.Cl100kBase)]
    public void EveryCaseHasTiktokensCountAndIds(string encoding)
    {
        var counter = _provider.Find(encoding)!;
        var failures = new List<string>();
        var (counts, ids) = (0, 0);
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "tiktoken", "cases.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var text = row.RootElement.GetProperty("text").GetString()!;
            var expected = row.RootElement.GetProperty("counts").GetProperty(encoding).GetInt32();
            counts++;
            if (counter.Count(text) != expected)
            {
                failures.Add($"{row.RootElement.GetProperty("id")}: {counter.Count(text)} instead of {expected}");
            }

            if (row.RootElement.TryGetProperty("ids", out var all))
            {
                ids++;
                Compare(all.GetProperty(encoding), counter, text, row.RootElement.GetProperty("id").GetString()!, failures);
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures: {string.Join("; ", failures.Take(20))}");
        Assert.Equal(2000, counts);
        Assert.True(ids >= 200, $"only {ids} cases hold ids");
    }

    [Theory]
    [InlineData(TokenCounterProvider.O200kBase)]
    [InlineData(TokenCounterProvider.Cl100kBase)]
    public void SpecialTokensInTextAreOrdinaryText(string encoding)
    {
        var counter = _provider.Find(encoding)!;
        var failures = new List<string>();
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "tiktoken", "special.jsonl")))
        {
            using var row = JsonDocument.Parse(line);
            var expected = row.RootElement.GetProperty("expected").GetProperty(encoding).GetProperty("ordinary");
            Compare(expected, counter, row.RootElement.GetProperty("text").GetString()!, row.RootElement.GetProperty("id").GetString()!, failures);
        }

        Assert.Empty(failures);
    }

    private static void Compare(JsonElement expected, ITokenCounter counter, string text, string id, List<string> failures)
    {
        var wanted = expected.EnumerateArray().Select(number => number.GetInt32()).ToArray();
        if (!counter.Encode(text).Select(token => token.Id).SequenceEqual(wanted))
        {
            failures.Add($"{id}: other ids");
        }

        if (counter.Decode(wanted) != text)
        {
            failures.Add($"{id}: decodes to another text");
        }
    }
}
