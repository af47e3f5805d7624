using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Running;

namespace PromptLsp.Cli.Composition;

/// <summary>Tells how far a run is after each result.</summary>
internal sealed class ProgressObserver(Action<EvaluationProgress> report) : IEvaluationObserver
{
    /// <inheritdoc/>
    public void OnStarted(RunRecord run, EvaluationProgress progress) => report(progress);

    /// <inheritdoc/>
    public void OnCalling(EvaluationProgress progress)
    {
        // Calls that go out change nothing that is shown.
    }

    /// <inheritdoc/>
    public void OnResult(ResultRecord result, EvaluationProgress progress) => report(progress);
}
