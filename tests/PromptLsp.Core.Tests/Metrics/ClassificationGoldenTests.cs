using System.Text.Json;
using PromptLsp.Core.Metrics;

namespace PromptLsp.Core.Tests.Metrics;

public sealed class ClassificationGoldenTests
{
    [Fact]
    public void Every_figure_is_scikit_learns()
    {
        var checkedFigures = 0;
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "classification-metrics", "cases.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var figures = new GoldenFigures(row);
            foreach (var expected in row.GetProperty("expected").EnumerateObject())
            {
                var actual = figures.Of(expected.Name);
                var wanted = Numbers(expected.Value).ToList();
                Assert.True(wanted.Count == actual.Count, $"{row.GetProperty("id")} {expected.Name}: {actual.Count} numbers instead of {wanted.Count}");
                for (var index = 0; index < wanted.Count; index++)
                {
                    var isNear = double.IsNaN(wanted[index]) ? double.IsNaN(actual[index]) : Math.Abs(wanted[index] - actual[index]) <= 1e-9;
                    Assert.True(isNear, $"{row.GetProperty("id")} {expected.Name}[{index}]: {actual[index]} instead of {wanted[index]}");
                    checkedFigures++;
                }
            }
        }

        Assert.True(checkedFigures > 1000, $"only {checkedFigures} figures");
    }

    [Fact]
    public void Entities_and_their_scores_are_seqevals()
    {
        foreach (var line in File.ReadLines(SharedData.PathOf("golden", "classification-metrics", "seqeval.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var expected = row.GetProperty("expected").GetProperty("default");
            var truths = Spans(row.GetProperty("y_true"));
            var found = Spans(row.GetProperty("y_pred"));
            Assert.Equal(Stored(expected.GetProperty("entities_true")), truths);
            Assert.Equal(Stored(expected.GetProperty("entities_pred")), found);
            if (expected.GetProperty("micro").ValueKind == JsonValueKind.Object)
            {
                // The library raised where there is nothing to score.
                continue;
            }

            var micro = SpanScores.Micro(truths, found);
            var wanted = expected.GetProperty("micro").EnumerateArray().Select(value => value.GetDouble()).ToList();
            Assert.Equal(wanted[0], micro.Precision, 1e-9);
            Assert.Equal(wanted[1], micro.Recall, 1e-9);
            Assert.Equal(wanted[2], micro.F1, 1e-9);
            var byType = SpanScores.ByType(truths, found);
            foreach (var type in expected.GetProperty("per_type").EnumerateObject())
            {
                Assert.Equal(type.Value[2].GetDouble(), byType[type.Name].F1, 1e-9);
                Assert.Equal(type.Value[3].GetInt64(), byType[type.Name].Support);
            }
        }
    }

    private static List<IReadOnlyList<TaggedSpan>> Spans(JsonElement sentences) =>
        [.. sentences.EnumerateArray().Select(tags => SpanScores.Read([.. tags.EnumerateArray().Select(tag => tag.GetString()!)]))];

    private static List<IReadOnlyList<TaggedSpan>> Stored(JsonElement sentences) =>
        [.. sentences.EnumerateArray().Select(spans => (IReadOnlyList<TaggedSpan>)
            [.. spans.EnumerateArray().Select(span => new TaggedSpan(span[0].GetInt32(), span[1].GetInt32(), span[2].GetString()!))])];

    private static IEnumerable<double> Numbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.String => [double.NaN],
        _ => [value.GetDouble()],
    };
}
