using PromptLsp.Server.Transport;

namespace PromptLsp.Server.Queue;

/// <summary>A request or notification on its way through the queue.</summary>
/// <typeparam name="TSnapshot">The state that it reads.</typeparam>
/// <param name="Method">Its name on the wire.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Run">Does it. Gets the snapshot that was current when it left the queue.</param>
/// <param name="CancellationToken">Cancelled by the editor.</param>
internal sealed record QueuedRequest<TSnapshot>(
    string Method, RequestSchedule Schedule, Func<TSnapshot, CancellationToken, Task<WirePayload>> Run, CancellationToken CancellationToken)
{
    /// <summary>True where a change of the documents makes the answer worthless: the request is then cancelled and answers ContentModified.</summary>
    public bool YieldsToChanges { get; init; }

    /// <summary>True where the state is unknown after this failure of a mutation, so that the session must end.</summary>
    public Func<Exception, bool> IsFatal { get; init; } = _ => false;

    /// <summary>Asked when it leaves the queue: why it must not run, or null.</summary>
    public Func<Exception?> Refusal { get; init; } = () => null;

    /// <summary>The answer.</summary>
    public TaskCompletionSource<WirePayload> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
