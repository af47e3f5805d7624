using PromptLsp.Core.Results;

namespace PromptLsp.Evaluation.Running;

/// <summary>The exit code of an evaluation.</summary>
public static class ExitCodes
{
    /// <summary>All tests passed, or the gate did.</summary>
    public const int Passed = 0;

    /// <summary>Tests failed and so the gate is missed, whatever the results without verdict would have been.</summary>
    public const int Failed = 1;

    /// <summary>The suite or the configuration is wrong.</summary>
    public const int Configuration = 2;

    /// <summary>Results without verdict decide.</summary>
    public const int Inconclusive = 4;

    /// <summary>Errors of providers, network or retrieval decide.</summary>
    public const int Infrastructure = 5;

    /// <summary>The user stopped it.</summary>
    public const int Interrupted = 130;

    /// <summary>
    /// The exit code of a run. What decides comes first: a gate that passes or is missed whatever the errors would have been gives 0 or 1;
    /// only an open gate gives 5, 2 or 4, by what left it open.
    /// </summary>
    /// <param name="summary">The run.</param>
    /// <param name="stoppedByUser">True after Ctrl-C; a run that only reached its deadline is judged by its gate.</param>
    public static int Of(EvaluationSummary summary, bool stoppedByUser)
    {
        if (stoppedByUser && summary.Status == RunStatus.Interrupted)
        {
            return Interrupted;
        }

        if (summary.Gate.Verdict != GateVerdict.Inconclusive)
        {
            return summary.Gate.Verdict == GateVerdict.Passed ? Passed : Failed;
        }

        var errors = summary.ErrorsByKind;
        return errors.ContainsKey(ErrorClasses.Provider) || errors.ContainsKey(ErrorClasses.Retrieval) ? Infrastructure
            : errors.ContainsKey(ErrorClasses.Configuration) || errors.ContainsKey(ErrorClasses.Assertion) ? Configuration
            : Inconclusive;
    }
}
