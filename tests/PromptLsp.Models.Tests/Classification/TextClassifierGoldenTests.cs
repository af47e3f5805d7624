using PromptLsp.Core.Classification;
using PromptLsp.Models.Classification;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Tests.Golden;
using PromptLsp.Models.Tests.TokenClassification;

namespace PromptLsp.Models.Tests.Classification;

/// <summary>Against the reference pipeline. The model is dynamically quantised: on another processor a rounding may fall the other way, by up to 0.02 here.</summary>
public sealed class TextClassifierGoldenTests
{
    private const double Tolerance = 0.02;

    [Fact]
    public async Task LabelsAndScoresAreThoseOfTheReference()
    {
        var rows = PipelineRows.Read("text-classification.jsonl").ToList();
        Assert.Equal(100, rows.Count);
        using var classifier = await TextClassifierModel.LoadAsync(
            SharedModels.Injection, options: new TextClassifierOptions { LongTexts = LongTextRule.Truncate }, cancellationToken: TestContext.Current.CancellationToken);
        var answers = await classifier.ClassifyAsync([.. rows.Select(row => new TextInput(row.GetProperty("text").GetString()!))], TestContext.Current.CancellationToken);
        for (var index = 0; index < rows.Count; index++)
        {
            Assert.Equal(rows[index].GetProperty("label").GetString(), answers[index].Label);
            Assert.InRange(Math.Abs(rows[index].GetProperty("score").GetDouble() - answers[index].Score), 0, Tolerance);
        }
    }

    [Fact]
    public void InputsAreThoseOfTheReference()
    {
        foreach (var row in PipelineRows.Read("text-classification.jsonl"))
        {
            var window = InputWindow.Truncate(SharedModels.Encoder, row.GetProperty("text").GetString()!, 256);
            Assert.Equal(row.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32()), window.Input.Ids.ToArray());
            Assert.Equal(row.GetProperty("truncated").GetBoolean(), window.Input.IsTruncated);
        }
    }

    [Fact]
    public async Task ATextsVerdictDoesNotDependOnItsNeighbours()
    {
        var classifier = await SharedModels.InjectionAsync();
        TextInput[] texts = [.. PipelineRows.Read("text-classification.jsonl").Take(40).Select(row => new TextInput(row.GetProperty("text").GetString()!))];
        var together = await classifier.ClassifyAsync(texts, TestContext.Current.CancellationToken);
        for (var index = 0; index < texts.Length; index++)
        {
            var alone = await classifier.ClassifyAsync([texts[index]], TestContext.Current.CancellationToken);
            Assert.Equal(alone[0].Scores, together[index].Scores);
        }
    }
}
