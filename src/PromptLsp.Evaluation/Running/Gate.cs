using System.Collections.Immutable;
using System.Globalization;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Running;

/// <summary>What a gate says.</summary>
public enum GateVerdict
{
    /// <summary>The run is good enough, whatever the results without verdict would have been.</summary>
    Passed,

    /// <summary>It is not, whatever they would have been.</summary>
    Missed,

    /// <summary>They decide.</summary>
    Inconclusive,
}

/// <summary>A gate and what it says of a run.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Required">The pass rate that is asked for: 1 where the suite has no gate.</param>
/// <param name="WorstCase">The pass rate if all results without verdict had failed.</param>
/// <param name="BestCase">The pass rate if all results without verdict had passed.</param>
/// <param name="Reason">For people.</param>
/// <param name="NotEvaluated">Keys of the suite's gate that have no effect in this version.</param>
public sealed record GateResult(
    GateVerdict Verdict, double Required, double WorstCase, double BestCase, string Reason, ImmutableArray<string> NotEvaluated);

/// <summary>
/// Decides over a run by its pass rate. A result without verdict is neither passed nor failed: the gate passes only where the worst case passes,
/// and is missed only where the best case misses. A prompt that cannot be rendered counts as failed: nothing would change it.
/// </summary>
public static class Gate
{
    /// <summary>The verdict over figures.</summary>
    /// <param name="gate">The suite's gate; null: everything must pass.</param>
    /// <param name="planned">Planned results.</param>
    /// <param name="passed">Results that passed.</param>
    /// <param name="failed">Results that failed, and prompts that could not be rendered.</param>
    public static GateResult Decide(SuiteGate? gate, int planned, int passed, int failed)
    {
        var required = gate?.PassRate ?? 1;
        var worst = planned == 0 ? 0 : (double)passed / planned;
        var best = planned == 0 ? 0 : (double)(planned - failed) / planned;
        var verdict = worst >= required ? GateVerdict.Passed : best < required ? GateVerdict.Missed : GateVerdict.Inconclusive;
        var open = planned - passed - failed;
        var reason = verdict switch
        {
            GateVerdict.Passed => string.Create(CultureInfo.InvariantCulture, $"pass rate {worst:P1} reaches {required:P1}"),
            GateVerdict.Missed => string.Create(CultureInfo.InvariantCulture, $"pass rate {worst:P1} misses {required:P1}{(open > 0 ? $", even if the {open} results without verdict had passed" : "")}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{open} results without verdict decide: the pass rate lies between {worst:P1} and {best:P1}, {required:P1} is required"),
        };
        return new GateResult(verdict, required, worst, best, reason, gate?.NotEvaluated ?? []);
    }
}
