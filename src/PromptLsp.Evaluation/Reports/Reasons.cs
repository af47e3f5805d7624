using PromptLsp.Core.Results;

namespace PromptLsp.Evaluation.Reports;

/// <summary>Why a result is what it is.</summary>
internal static class Reasons
{
    /// <summary>The error, or a line for each assertion that did not pass.</summary>
    public static IEnumerable<string> Of(ResultRecord result)
    {
        if (result.Error is { } error && result.Assertions.Count == 0)
        {
            return [error];
        }

        return result.Assertions
            .Where(assertion => assertion.Verdict != Verdict.Pass)
            .Select(assertion => $"{assertion.Type}{(assertion.Verdict == Verdict.Fail ? "" : $" ({Words.Of(assertion.Verdict)})")}{(assertion.Weight == 0 ? " (weight 0)" : "")}: {assertion.Reason}");
    }
}
