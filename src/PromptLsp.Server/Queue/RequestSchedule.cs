namespace PromptLsp.Server.Queue;

/// <summary>When a request runs, and what it may hold up.</summary>
internal enum RequestSchedule
{
    /// <summary>
    /// Changes the state: runs alone on the queue, in order, and holds up everything behind it. Must be short and do no input or output.
    /// Each later request sees its change.
    /// </summary>
    Mutating,

    /// <summary>Reads, and somebody waits for it while typing: starts in order with the snapshot of that moment, then runs beside all others.</summary>
    LatencySensitive,

    /// <summary>
    /// Reads, and may take long: diagnostics, local models, model calls. Starts in order with the snapshot of that moment; its computing leaves
    /// one processor to the others.
    /// </summary>
    Background,

    /// <summary>Never waits in the queue, for what must work even when the queue is stuck: cancelling and leaving.</summary>
    OutOfBand,
}
