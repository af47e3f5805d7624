using PromptLsp.Core.Execution;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Running;

/// <summary>Runs suites: executes, judges and stores, several at a time. Safe for concurrent callers.</summary>
/// <param name="executor">Executes prompts.</param>
/// <param name="store">Keeps the results.</param>
/// <param name="judge">Judges answers.</param>
/// <param name="time">The clock.</param>
public sealed class EvaluationRunner(IPromptExecutor executor, IResultStore store, AssertionJudge judge, TimeProvider time)
{
    /// <summary>
    /// Runs a suite. A result is in the store before the observer hears of it. Cancelled, the run ends early: what had finished is kept,
    /// the run is marked as interrupted, and its summary comes back as usual.
    /// </summary>
    /// <returns>The summary of what is in the store.</returns>
    /// <exception cref="StoreException">The store failed. Calls in flight are cancelled, and the run is marked as failed where the store still allows it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The concurrency is below 1.</exception>
    public async Task<EvaluationSummary> RunAsync(
        EvaluationSuite suite, EvaluationOptions options, IEvaluationObserver? observer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Concurrency, 1);
        var plan = EvaluationPlan.Of(suite, options);
        var run = new RunRecord(
            RecordId.New(time), "eval", ResultRecords.Relative(options.RootPath, suite.Path), time.GetUtcNow(), options.ToolVersion,
            RunSettings.ToJson(suite, plan, options), plan.Count);
        await store.BeginRunAsync(run, cancellationToken);
        using var deadline = options.Deadline is { } limit ? new CancellationTokenSource(limit, time) : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var state = new RunState(run, plan, options, observer, time);
        var status = await WorkAsync(state, stop);
        await store.CompleteRunAsync(run.Id, status, time.GetUtcNow(), CancellationToken.None);
        return state.Summarize(status, suite.Gate);
    }

    private async Task<RunStatus> WorkAsync(RunState state, CancellationTokenSource stop)
    {
        state.ReportStart();
        var workers = Enumerable.Range(0, Math.Min(state.Options.Concurrency, state.Plan.Count))
            .Select(_ => Task.Run(() => WorkerAsync(state, stop), CancellationToken.None));
        try
        {
            await Task.WhenAll(workers);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The user or the deadline ended the run; what was in flight is dropped, what had finished is stored.
        }

        if (state.Failure is { } failure)
        {
            await MarkFailedAsync(state.Run.Id);
            failure.Throw();
        }

        return state.IsComplete ? RunStatus.Completed : RunStatus.Interrupted;
    }

    private async Task WorkerAsync(RunState state, CancellationTokenSource stop)
    {
        while (state.TakeNext() is { } planned)
        {
            stop.Token.ThrowIfCancellationRequested();
            try
            {
                await OneAsync(state, planned, stop.Token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The first failure ends the run: the other workers are told to stop, and the caller gets this very exception.
                state.Fail(error);
                await stop.CancelAsync();
                return;
            }
        }
    }

    private async Task OneAsync(RunState state, PlannedResult planned, CancellationToken cancellationToken)
    {
        state.ReportCalling();
        var request = new PromptExecutionRequest(state.Run.Id, planned.PromptPath, planned.Test.Variables, planned.ModelId);
        var execution = await executor.ExecuteAsync(request, cancellationToken);
        var started = time.GetTimestamp();
        var judgement = execution is { Output: { } output, Error: null }
            ? await judge.JudgeAsync(AnswerOf(execution, output, planned.Test), planned.Test.Assertions, planned.Test.Threshold, cancellationToken)
            : null;
        var result = ResultRecords.Of(planned, execution, request, judgement, time.GetElapsedTime(started), state.Options.RootPath, RecordId.New(time));

        // From here on the answer is paid for and judged: a cancellation must not lose it.
        await store.RecordResultAsync(result, CancellationToken.None);
        state.ReportResult(result);
    }

    private static AnswerUnderTest AnswerOf(PromptExecution execution, string output, SuiteTest test) => new()
    {
        Output = output,
        Variables = test.Variables,
        LatencyMilliseconds = execution.CallTime.TotalMilliseconds,
        CostUsd = execution.CostUsd,
        FinishReason = execution.FinishReason,
    };

    private async Task MarkFailedAsync(string runId)
    {
        try
        {
            await store.CompleteRunAsync(runId, RunStatus.Failed, time.GetUtcNow(), CancellationToken.None);
        }
        catch (StoreException)
        {
            // The store has failed already; the caller gets its first failure, which says more than this one.
        }
    }
}
