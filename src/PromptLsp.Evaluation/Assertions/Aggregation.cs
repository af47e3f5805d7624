using System.Globalization;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Brings the verdicts of several assertions to one.</summary>
/// <remarks>
/// Without a threshold all that count must pass. With one the weighted mean of the scores must reach it. What could not be judged is neither
/// passed nor failed: where it could still turn the verdict, the verdict is error or unmeasured. An assertion of weight 0 counts for nothing.
/// </remarks>
internal static class Aggregation
{
    /// <summary>The verdict over <paramref name="parts"/>.</summary>
    public static Outcome Combine(IReadOnlyList<(Outcome Outcome, double Weight)> parts, double? threshold)
    {
        var counted = parts.Where(part => part.Weight > 0).ToList();
        if (counted.Count == 0)
        {
            return new Outcome(Verdict.Pass, 1, parts.Count == 0 ? "No assertions" : "All weights are 0: nothing counts");
        }

        var total = counted.Sum(part => part.Weight);
        var judged = counted.Where(part => IsJudged(part.Outcome)).ToList();
        var judgedWeight = judged.Sum(part => part.Weight);
        var points = judged.Sum(part => part.Outcome.Score * part.Weight);
        var score = judgedWeight > 0 ? points / judgedWeight : 0;
        var open = counted.Where(part => !IsJudged(part.Outcome)).Select(part => part.Outcome).ToList();
        return threshold is { } least
            ? ByThreshold(score, points / total, (points + total - judgedWeight) / total, least, open)
            : ByAll(score, counted, open);
    }

    private static bool IsJudged(Outcome outcome) => outcome.Verdict is Verdict.Pass or Verdict.Fail;

    private static Outcome ByAll(double score, List<(Outcome Outcome, double Weight)> counted, List<Outcome> open)
    {
        var failed = counted.Where(part => part.Outcome.Verdict == Verdict.Fail).ToList();
        if (failed.Count > 0)
        {
            return new Outcome(Verdict.Fail, score, failed[^1].Outcome.Reason);
        }

        return open.Count > 0 ? Undecided(score, open) : new Outcome(Verdict.Pass, score, "All assertions passed");
    }

    private static Outcome ByThreshold(double score, double lowest, double highest, double threshold, List<Outcome> open)
    {
        var limit = JsNumber.ToText(threshold);
        if (lowest >= threshold)
        {
            return new Outcome(Verdict.Pass, score, string.Create(CultureInfo.InvariantCulture, $"Aggregate score {score:F2} ≥ {limit} threshold"));
        }

        return highest < threshold
            ? new Outcome(Verdict.Fail, score, string.Create(CultureInfo.InvariantCulture, $"Aggregate score {score:F2} < {limit} threshold"))
            : Undecided(score, open);
    }

    private static Outcome Undecided(double score, List<Outcome> open)
    {
        var error = open.FirstOrDefault(outcome => outcome.Verdict == Verdict.Error);
        return error.Verdict == Verdict.Error
            ? new Outcome(Verdict.Error, score, error.Reason)
            : new Outcome(Verdict.Unmeasured, score, open[0].Reason);
    }
}
