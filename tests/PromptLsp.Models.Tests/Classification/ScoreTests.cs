using CsCheck;
using PromptLsp.Models.Classification;
using PromptLsp.Models.Encoders;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tests.Classification;

public sealed class ScoreTests
{
    private static readonly string[] _labels = ["a", "b", "c"];

    [Fact]
    public void SoftmaxBearsGreatNumbersAndSumsToOne() =>
        Gen.Float[-1e30f, 1e30f].Array[1, 8].Sample(logits =>
        {
            var scores = new float[logits.Length];
            ScoreFunctions.Softmax(logits, scores);
            return scores.All(score => score is >= 0 and <= 1) && Math.Abs(scores.Sum() - 1) < 1e-5;
        });

    [Theory]
    [InlineData(ScoreActivation.Softmax, 0.5, 0.5)]
    [InlineData(ScoreActivation.Sigmoid, 0.88079708, 0.88079708)]
    [InlineData(ScoreActivation.None, 2, 2)]
    public void AModelsActivationIsApplied(ScoreActivation activation, double first, double second)
    {
        float[] scores = [2, 2];
        ScoreFunctions.Apply(scores, activation, scores);
        Assert.Equal([first, second], scores.Select(score => Math.Round(score, 6)), (left, right) => Math.Abs(left - right) < 1e-5);
    }

    [Theory]
    [InlineData(new[] { 0.2f, 0.5f, 0.3f }, "", "b")]
    [InlineData(new[] { 0.4f, 0.4f, 0.2f }, "", "a")]
    [InlineData(new[] { 0.2f, 0.5f, 0.3f }, "b=0.6", "c")]
    [InlineData(new[] { 0.2f, 0.5f, 0.3f }, "c=0.25", "c")]
    [InlineData(new[] { 0.2f, 0.5f, 0.3f }, "a=0.9 b=0.9 c=0.9", "b")]
    [InlineData(new[] { 0.9f, 0.8f, 0.3f }, "a=0.95 b=0.7", "b")]
    public void ThresholdsDecideFirst(float[] scores, string thresholds, string label)
    {
        var limits = thresholds.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(part => part[..1], part => double.Parse(part[2..], System.Globalization.CultureInfo.InvariantCulture));
        var answer = LabelDecision.Decide(_labels, scores, limits);
        Assert.Equal((label, (double)scores[Array.IndexOf(_labels, label)]), (answer.Label, answer.Score));
        Assert.Equal(_labels, answer.Scores.Select(entry => entry.Label));
    }

    [Fact]
    public void WindowsAreMergedAsStated()
    {
        float[][] windows = [[0.9f, 0.1f], [0.3f, 0.7f]];
        Assert.Equal([0.75f, 0.25f], ScoreMerging.Merge(windows, [3, 1], LongTextRule.Mean), (left, right) => Math.Abs(left - right) < 1e-6);
        Assert.Equal([0.9f, 0.7f], ScoreMerging.Merge(windows, [3, 1], LongTextRule.Max));
    }

    [Fact]
    public void EntailmentGivesTheScoresOfLabels()
    {
        float[][] logits = [[1, 0, 3], [2, 0, 1]];
        Assert.Equal([0.880797, 0.119203], NliZeroShotClassifier.Scores(logits, 2, 0, isMultiLabel: false).Select(score => Math.Round(score, 6)), (left, right) => Math.Abs(left - right) < 1e-5);
        Assert.Equal([0.880797, 0.268941], NliZeroShotClassifier.Scores(logits, 2, 0, isMultiLabel: true).Select(score => Math.Round(score, 6)), (left, right) => Math.Abs(left - right) < 1e-5);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("a,a", null)]
    [InlineData("a, ", null)]
    [InlineData("a", "no place")]
    public void LabelsThatMakeNoSenseAreAnError(string labels, string? template) =>
        Assert.Throws<ArgumentException>(() => new ZeroShotOptions(labels.Length == 0 ? [] : labels.Split(',')) { Template = template }.Sentences("{}"));
}
