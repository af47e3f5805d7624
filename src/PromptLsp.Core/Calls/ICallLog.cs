namespace PromptLsp.Core.Calls;

/// <summary>Keeps attempts. Safe for concurrent callers.</summary>
public interface ICallLog
{
    /// <summary>Writes one attempt; it is durable when the task completes.</summary>
    Task RecordAttemptAsync(CallAttempt attempt, CancellationToken cancellationToken);
}
