using PromptLsp.Core.Calls;

namespace PromptLsp.Llm.Tests.Support;

/// <summary>Keeps rows in memory, in order.</summary>
public sealed class RecordingCallLog : ICallLog
{
    private readonly List<CallAttempt> _rows = [];

    public IReadOnlyList<CallAttempt> Rows
    {
        get
        {
            lock (_rows)
            {
                return [.. _rows];
            }
        }
    }

    public Task RecordAttemptAsync(CallAttempt attempt, CancellationToken cancellationToken)
    {
        lock (_rows)
        {
            _rows.Add(attempt);
        }

        return Task.CompletedTask;
    }
}
