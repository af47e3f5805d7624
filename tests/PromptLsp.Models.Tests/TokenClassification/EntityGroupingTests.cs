using PromptLsp.Models.TokenClassification;

namespace PromptLsp.Models.Tests.TokenClassification;

/// <summary>Entities from stored logits, against the reference pipeline.</summary>
public sealed class EntityGroupingTests
{
    [Theory]
    [InlineData("token-classification.jsonl", 150)]
    [InlineData("aggregation-random-logits.jsonl", 40)]
    public void EntitiesFollowFromTheLogits(string file, int count)
    {
        var rows = PipelineRows.Read(file).ToList();
        Assert.Equal(count, rows.Count);
        foreach (var row in rows)
        {
            var tokens = PipelineRows.Predictions(row);
            foreach (var strategy in row.GetProperty("entities").EnumerateObject())
            {
                var actual = EntityGrouping.Group(tokens, PipelineRows.Scheme, EntityAggregations.Parse(strategy.Name));
                PipelineRows.Same(PipelineRows.Entities(strategy.Value, row.GetProperty("text").GetString()!), actual, strategy.Name);
            }
        }
    }

    [Fact]
    public void OverlappingWindowsKeepTheLongerThenTheSurer()
    {
        LabelledSpan[] spans = [new(1, 0.5f, 0, 4), new(2, 0.9f, 6, 9), new(1, 0.4f, 2, 8), new(3, 0.8f, 10, 12), new(5, 0.9f, 10, 12), new(5, 0.1f, 12, 13)];
        Assert.Equal([new(1, 0.4f, 2, 8), new(5, 0.9f, 10, 12), new(5, 0.1f, 12, 13)], EntityGrouping.MergeWindows(spans));
        Assert.Empty(EntityGrouping.MergeWindows([]));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("SIMPLE")]
    public void AnUnknownAggregationIsAnError(string name) => Assert.Throws<ArgumentException>(() => EntityAggregations.Parse(name));
}
