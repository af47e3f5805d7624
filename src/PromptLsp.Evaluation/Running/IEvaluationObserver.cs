using PromptLsp.Core.Results;

namespace PromptLsp.Evaluation.Running;

/// <summary>Is told how a run goes. Calls come one at a time, from any thread, and hold the run up: be quick.</summary>
public interface IEvaluationObserver
{
    /// <summary>The run is in the store and begins.</summary>
    void OnStarted(RunRecord run, EvaluationProgress progress);

    /// <summary>A call goes out.</summary>
    void OnCalling(EvaluationProgress progress);

    /// <summary>A result is in the store, durably.</summary>
    void OnResult(ResultRecord result, EvaluationProgress progress);
}

/// <summary>How far a run is.</summary>
/// <param name="Total">Planned results.</param>
/// <param name="Passed">Results that passed.</param>
/// <param name="Failed">Results that failed.</param>
/// <param name="Errors">Results without an answer to judge.</param>
/// <param name="Unmeasured">Results with something that could not be judged.</param>
/// <param name="InFlight">Results that are being worked on.</param>
/// <param name="Elapsed">Since the run began.</param>
public readonly record struct EvaluationProgress(int Total, int Passed, int Failed, int Errors, int Unmeasured, int InFlight, TimeSpan Elapsed)
{
    /// <summary>Results that are in the store.</summary>
    public int Done => Passed + Failed + Errors + Unmeasured;

    /// <summary>Results a second since the run began; 0 at the beginning.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    /// <summary>The time that is left at this rate; null before the first result.</summary>
    public TimeSpan? Remaining => Rate > 0 ? TimeSpan.FromSeconds((Total - Done) / Rate) : null;
}
