using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Tests.Golden;
using PromptLsp.Models.TokenClassification;

namespace PromptLsp.Models.Tests.TokenClassification;

/// <summary>Against the reference pipeline. The model is dynamically quantised: on another processor a token's label may change where two are nearly equal.</summary>
public sealed class TokenClassifierGoldenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void TokensPlacesAndSubwordsAreThoseOfTheReference()
    {
        foreach (var row in PipelineRows.Read("token-classification.jsonl").Where(row => row.GetProperty("text").GetString() != "[UNK]"))
        {
            var window = InputWindow.Truncate(SharedModels.Encoder, row.GetProperty("text").GetString()!, 256);
            Assert.Equal(Ids(row), window.Input.Ids.ToArray());
            Assert.Equal(
                PipelineRows.Predictions(row).Select(token => (token.Start, token.End, token.IsSubword)),
                window.Tokens.ToArray().Select(token => (token.Start, token.End, token.IsSubword)));
        }
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("first")]
    [InlineData("average")]
    [InlineData("max")]
    [InlineData("none")]
    public async Task EntitiesAreThoseOfTheReference(string aggregation)
    {
        var rows = PipelineRows.Read("token-classification.jsonl").ToList();
        var options = new TokenClassifierOptions { Aggregation = EntityAggregations.Parse(aggregation), TruncatesLongTexts = true };
        using var finder = await TokenClassifierModel.LoadAsync(SharedModels.Entities, options: options, cancellationToken: Cancellation);
        var found = await finder.FindAsync([.. rows.Select(row => row.GetProperty("text").GetString()!)], Cancellation);
        for (var index = 0; index < rows.Count; index++)
        {
            if (IsSure(rows[index]))
            {
                var text = rows[index].GetProperty("text").GetString()!;
                var expected = PipelineRows.Entities(rows[index].GetProperty("entities").GetProperty(aggregation), text);
                Assert.Equal(expected.Select(entity => (entity.Label, entity.Start, entity.End, text[entity.Start..entity.End])), found[index].Select(entity => (entity.Label, entity.Start, entity.End, entity.Text)));
                Assert.All(expected.Zip(found[index]), pair => Assert.InRange(Math.Abs(pair.First.Score - pair.Second.Score), 0, 0.08));
            }
        }
    }

    [Fact]
    public void WindowsAndTheirMergingAreThoseOfTheReference()
    {
        var rows = PipelineRows.Read("sliding-window.jsonl").ToList();
        Assert.Equal(11, rows.Count);
        foreach (var row in rows)
        {
            var text = row.GetProperty("text").GetString()!;
            var windows = InputWindow.Divide(SharedModels.Encoder, text, row.GetProperty("max_length").GetInt32(), row.GetProperty("stride").GetInt32());
            var expected = row.GetProperty("windows").EnumerateArray().ToList();
            Assert.Equal(expected.Select(Ids), windows.Select(window => window.Input.Ids.ToArray()));
            Assert.Equal(row.GetProperty("tokens_in_all").GetInt32(), windows.Sum(window => window.NewTokens) + SharedModels.Encoder.SpecialTokens(isPair: false));
            if (expected[0].TryGetProperty("logits", out _))
            {
                MergesAsTheReference(row, text, windows, expected);
            }
        }
    }

    [Fact]
    public async Task LongTextsAreReadToTheirEnd()
    {
        var finder = await SharedModels.EntitiesAsync();
        var text = string.Concat(Enumerable.Repeat("nothing to see here , ", 300)) + "Barack Obama was in London .";
        var found = (await finder.FindAsync([text], Cancellation))[0];
        Assert.Contains(found, entity => entity is { Label: "person", Text: "Barack Obama" });
        Assert.Equal(found.Select(entity => text[entity.Start..entity.End]), found.Select(entity => entity.Text));
    }

    private static void MergesAsTheReference(JsonElement row, string text, IReadOnlyList<InputWindow> windows, List<JsonElement> expected)
    {
        foreach (var strategy in row.GetProperty("entities").EnumerateObject())
        {
            var spans = windows.Select((window, number) => EntityGrouping.Group(
                [.. window.Tokens.ToArray().Select((token, index) => new TokenPrediction(token.Start, token.End, token.IsSubword, PipelineRows.Scores(expected[number].GetProperty("logits")[index + 1])))],
                PipelineRows.Scheme, EntityAggregations.Parse(strategy.Name))).ToList();
            PipelineRows.Same(PipelineRows.Entities(strategy.Value, text), spans.Count == 1 ? spans[0] : EntityGrouping.MergeWindows(spans.SelectMany(window => window)), strategy.Name);
        }
    }

    private static int[] Ids(JsonElement row) => [.. row.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32())];

    /// <summary>True where no token has two labels that a rounding could exchange.</summary>
    private static bool IsSure(JsonElement row) => row.GetProperty("text").GetString() != "[UNK]" && row.GetProperty("logits").EnumerateArray().All(token =>
    {
        var sorted = token.EnumerateArray().Select(value => value.GetDouble()).OrderDescending().ToList();
        return sorted[0] - sorted[1] > 0.34;
    });
}
