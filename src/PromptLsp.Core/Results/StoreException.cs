namespace PromptLsp.Core.Results;

/// <summary>Why the database cannot be used.</summary>
public enum StoreFailure
{
    /// <summary>The folder or file cannot be made, read or written, or the disk is full.</summary>
    Inaccessible,

    /// <summary>The file is damaged, or is no database of this program.</summary>
    Corrupt,

    /// <summary>A newer version of this program wrote it.</summary>
    NewerSchema,

    /// <summary>Another process held it for longer than the time limit.</summary>
    Busy,

    /// <summary>The configured path leads out of the workspace.</summary>
    OutsideWorkspace,

    /// <summary>The beginning of a run's identity fits several runs.</summary>
    AmbiguousId,

    /// <summary>The record contradicts what is stored: its run is not there, or its identity is taken.</summary>
    Conflict,
}

/// <summary>A failure of the store; the message says what to do next.</summary>
public sealed class StoreException(StoreFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What kind of failure it is.</summary>
    public StoreFailure Failure { get; } = failure;
}
