using PromptLsp.Core.Workspaces;

namespace PromptLsp.Server.Commands;

/// <summary>Does what the editor's commands ask for. Safe for concurrent callers.</summary>
public interface IPromptCommands
{
    /// <summary>Renders a prompt with its samples and defaults; no model is called.</summary>
    /// <returns>The messages, for people; null where there is nothing to show.</returns>
    /// <exception cref="PromptCommandException">It cannot be done; the message says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<CommandDocument?> RenderAsync(PromptCommandRequest request, CancellationToken cancellationToken);

    /// <summary>Renders a prompt and calls its model.</summary>
    /// <returns>The answer with its usage, for people; null where there is nothing to show.</returns>
    /// <exception cref="PromptCommandException">It cannot be done; the message says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; what had finished is stored.</exception>
    Task<CommandDocument?> RunAsync(PromptCommandRequest request, CancellationToken cancellationToken);

    /// <summary>Runs a suite, or the suites that name a prompt.</summary>
    /// <returns>The summary, for people; null where there is nothing to show.</returns>
    /// <exception cref="PromptCommandException">It cannot be done; the message says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; what had finished is stored.</exception>
    Task<CommandDocument?> EvalAsync(PromptCommandRequest request, CancellationToken cancellationToken);
}

/// <summary>What a command is about.</summary>
/// <param name="Path">Absolute path of the document, or the URI of one that is no file.</param>
/// <param name="Workspace">The workspace as it was when the command began: unsaved text counts.</param>
/// <param name="OnProgress">Told how far it is; may be called from any thread.</param>
public sealed record PromptCommandRequest(string Path, WorkspaceSnapshot Workspace, Action<CommandProgress> OnProgress);

/// <summary>How far a command is.</summary>
/// <param name="Message">What it does now, such as <c>12 of 40 cases</c>.</param>
/// <param name="Percentage">0 to 100; null where it is not known.</param>
public sealed record CommandProgress(string Message, int? Percentage = null);

/// <summary>A command's outcome: a document for people to read.</summary>
/// <param name="Title">Its name; the next document of the same title takes its place.</param>
/// <param name="LanguageId"><c>markdown</c>, <c>json</c> or <c>plaintext</c>.</param>
/// <param name="Text">The text.</param>
public sealed record CommandDocument(string Title, string LanguageId, string Text);

/// <summary>A command cannot be done; the message says what happened, where, and what to do next.</summary>
public sealed class PromptCommandException : Exception
{
    /// <summary>Makes the exception.</summary>
    public PromptCommandException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
