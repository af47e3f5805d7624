using PromptLsp.Core.Results;

namespace PromptLsp.Evaluation.Reports;

/// <summary>The words of reports.</summary>
public static class Words
{
    /// <summary><c>pass</c>, <c>fail</c>, <c>error</c> or <c>unmeasured</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Error => "error",
        _ => "unmeasured",
    };

    /// <summary><c>running</c>, <c>completed</c>, <c>interrupted</c> or <c>failed</c>.</summary>
    public static string Of(RunStatus status) => status switch
    {
        RunStatus.Running => "running",
        RunStatus.Completed => "completed",
        RunStatus.Interrupted => "interrupted",
        _ => "failed",
    };

    /// <summary><c>passed</c>, <c>missed</c> or <c>inconclusive</c>.</summary>
    public static string Of(Running.GateVerdict verdict) => verdict switch
    {
        Running.GateVerdict.Passed => "passed",
        Running.GateVerdict.Missed => "missed",
        _ => "inconclusive",
    };
}
