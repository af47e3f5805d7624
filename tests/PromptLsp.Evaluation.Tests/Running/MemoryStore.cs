using System.Runtime.CompilerServices;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Results;

namespace PromptLsp.Evaluation.Tests.Running;

/// <summary>Keeps results in memory; fails at the result of a given number.</summary>
internal sealed class MemoryStore(int failAt = -1) : IResultStore
{
    private readonly Lock _lock = new();
    private readonly List<ResultRecord> _results = [];
    private RunRecord? _run;

    public RunStatus Status { get; private set; } = RunStatus.Running;

    public IReadOnlyList<ResultRecord> Results
    {
        get
        {
            lock (_lock)
            {
                return [.. _results.OrderBy(result => result.Ordinal)];
            }
        }
    }

    public string Location => "memory";

    public Task BeginRunAsync(RunRecord run, CancellationToken cancellationToken)
    {
        _run = run;
        return Task.CompletedTask;
    }

    public async Task RecordResultAsync(ResultRecord result, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            if (_results.Count == failAt)
            {
                throw new StoreException(StoreFailure.Inaccessible, "The disk is full.");
            }

            _results.Add(result);
        }
    }

    public Task CompleteRunAsync(string runId, RunStatus status, DateTimeOffset finishedAt, CancellationToken cancellationToken)
    {
        Status = status;
        return Task.CompletedTask;
    }

    public Task RecordAttemptAsync(CallAttempt attempt, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<RunOverview>> ListRunsAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunOverview>>([Overview()]);

    public Task<RunOverview?> FindRunAsync(string idOrPrefix, CancellationToken cancellationToken) => Task.FromResult<RunOverview?>(Overview());

    public async IAsyncEnumerable<ResultRecord> ReadResultsAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var result in Results)
        {
            await Task.Yield();
            yield return result;
        }
    }

    public async IAsyncEnumerable<CallAttempt> ReadAttemptsAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield break;
    }

    public RunOverview Overview() => new(
        _run!, Status, DateTimeOffset.UnixEpoch.AddSeconds(9), Count(Verdict.Pass), Count(Verdict.Fail), Count(Verdict.Error), Count(Verdict.Unmeasured),
        Results.Sum(result => result.CostUsd ?? 0));

    private int Count(Verdict verdict) => Results.Count(result => result.Verdict == verdict);
}
