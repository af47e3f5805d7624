using System.Text.Json;
using PromptLsp.Core.Results;
using PromptLsp.Core.Scoring;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Reading;

namespace PromptLsp.Evaluation.Tests.Assertions;

public sealed class PerplexityTests
{
    [Theory]
    [InlineData("""{"type":"perplexity","model":"small","threshold":10}""", Verdict.Pass, 1, "Assertion passed")]
    [InlineData("""{"type":"perplexity","model":"small","threshold":5}""", Verdict.Fail, 0, "Perplexity 9.00 is greater than threshold 5")]
    [InlineData("""{"type":"perplexity-score","model":"small","threshold":0.05}""", Verdict.Pass, 0.1, "Assertion passed")]
    [InlineData("""{"type":"not-perplexity-score","model":"small","threshold":0.05}""", Verdict.Fail, 0.9, "Perplexity score 0.10 is greater than or equal to threshold 0.05")]
    [InlineData("""{"type":"perplexity","model":"none","threshold":5}""", Verdict.Unmeasured, 0, "The language model failed, so this was not measured: There is no model none.")]
    [InlineData("""{"type":"perplexity","model":"short","threshold":5}""", Verdict.Unmeasured, 0, "The output has fewer than two tokens: it has no perplexity.")]
    [InlineData("""{"type":"perplexity","threshold":5}""", Verdict.Unmeasured, 0, "The answer has no log-probabilities, so this cannot be measured. Name a local language model as `model`.")]
    [InlineData("""{"type":"perplexity","model":"small","threshold":-1}""", Verdict.Error, 0, null)]
    [InlineData("""{"type":"perplexity","model":"small","value":"3"}""", Verdict.Error, 0, "perplexity takes no value; give its limit as threshold.")]
    public async Task TheNamedModelDecides(string assertion, Verdict verdict, double score, string? reason)
    {
        var record = await JudgeAsync(new JudgeModels { Scorer = new FixedScorer() }, assertion);
        Assert.Equal((verdict, reason ?? record.Reason), (record.Verdict, record.Reason));
        Assert.Equal(score, record.Score, 9);
    }

    [Fact]
    public async Task WithoutLanguageModelsNothingIsMeasured() =>
        Assert.Equal(Verdict.Unmeasured, (await JudgeAsync(JudgeModels.None, """{"type":"perplexity","model":"small","threshold":5}""")).Verdict);

    private static async Task<AssertionRecord> JudgeAsync(JudgeModels models, string assertion)
    {
        var read = new AssertionReader(new ValueFiles(null, ""), new ProblemList()).ReadAll([(JsonElement.Parse(assertion), "")]);
        var judgement = await new AssertionJudge(models).JudgeAsync(new AnswerUnderTest { Output = "x" }, read, null, TestContext.Current.CancellationToken);
        return judgement.Assertions[0];
    }

    private sealed class FixedScorer : ITextScorer
    {
        public Task<double?> PerplexityAsync(string model, string text, CancellationToken cancellationToken = default) => model switch
        {
            "small" => Task.FromResult<double?>(9),
            "short" => Task.FromResult<double?>(null),
            _ => throw new TextScorerException($"There is no model {model}."),
        };
    }
}
