using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Files;

/// <summary>Why a file could or could not be read.</summary>
public enum FileReadStatus
{
    /// <summary>It was read.</summary>
    Ok,

    /// <summary>No such file.</summary>
    NotFound,

    /// <summary>It lies outside the workspace, by path or through a link; it was not opened.</summary>
    OutsideWorkspace,

    /// <summary>It is larger than the limit.</summary>
    TooLarge,

    /// <summary>The system refused.</summary>
    Unreadable,
}

/// <summary>A file's text, or why there is none.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Text">The text where <paramref name="Status"/> is <see cref="FileReadStatus.Ok"/>, else null.</param>
/// <param name="Reason">For people: what happened and what to do, empty where all is well.</param>
public sealed record FileReadResult(FileReadStatus Status, SourceText? Text, string Reason = "");
