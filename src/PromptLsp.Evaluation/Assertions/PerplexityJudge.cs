using System.Globalization;
using PromptLsp.Core.Assertions;
using PromptLsp.Core.Results;
using PromptLsp.Core.Scoring;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>
/// Assertions about how probable the output is: of the log-probabilities that came with the answer, or, where the assertion names a model, of that local model.
/// <c>perplexity</c> is exp of the mean negative log-probability, <c>perplexity-score</c> is 1 / (1 + perplexity).
/// </summary>
internal sealed class PerplexityJudge(ITextScorer? scorer)
{
    /// <summary>Judges one.</summary>
    public async Task<Outcome> JudgeAsync(AnswerUnderTest answer, Assertion assertion, CancellationToken cancellationToken)
    {
        if (assertion.Model is null && assertion.ModelFolder is null)
        {
            return answer.LogProbabilities.IsDefaultOrEmpty
                ? Outcome.Unmeasured("The answer has no log-probabilities, so this cannot be measured. Name a local language model as `model`.")
                : Decide(Math.Exp(-answer.LogProbabilities.Average()), assertion);
        }

        if (scorer is null)
        {
            return Outcome.Unmeasured("There are no local language models here, so this cannot be measured.");
        }

        try
        {
            var perplexity = await scorer.PerplexityAsync(assertion.ModelFolder ?? assertion.Model!, answer.Output, cancellationToken);
            return perplexity is { } known ? Decide(known, assertion) : Outcome.Unmeasured("The output has fewer than two tokens: it has no perplexity.");
        }
        catch (TextScorerException error)
        {
            return Outcome.Unmeasured($"The language model failed, so this was not measured: {error.Message}");
        }
    }

    private static Outcome Decide(double perplexity, Assertion assertion) =>
        assertion.Kind == AssertionKind.Perplexity ? AtMost(perplexity, assertion) : AtLeast(1 / (1 + perplexity), assertion);

    private static Outcome AtMost(double perplexity, Assertion assertion)
    {
        var holds = (assertion.Threshold is not { } limit || perplexity <= limit) != assertion.Negated;
        var relation = assertion.Negated ? "is less than or equal to" : "is greater than";
        return holds ? Outcome.Pass
            : Outcome.Fail(assertion.Threshold is { } threshold ? Reason("Perplexity", perplexity, relation, threshold) : "not-perplexity without a threshold never holds");
    }

    private static Outcome AtLeast(double score, Assertion assertion)
    {
        var holds = (assertion.Threshold is not { } limit || score >= limit) != assertion.Negated;
        var relation = assertion.Negated ? "is greater than or equal to" : "is less than";
        var shown = assertion.Negated ? 1 - score : score;
        return holds
            ? new Outcome(Verdict.Pass, shown, Outcome.PassReason)
            : new Outcome(Verdict.Fail, shown, assertion.Threshold is { } threshold ? Reason("Perplexity score", score, relation, threshold) : "not-perplexity-score without a threshold never holds");
    }

    private static string Reason(string what, double value, string relation, double threshold) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {value:F2} {relation} threshold {JsNumber.ToText(threshold)}");
}
