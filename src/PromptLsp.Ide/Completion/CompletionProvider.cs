using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Templates;

namespace PromptLsp.Ide.Completion;

/// <summary>What can be written at a place of a document.</summary>
public static class CompletionProvider
{
    /// <summary>The completions at a caret, in the order in which they should be shown; those that do not begin with the typed text may be among them.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="offset">Where the caret stands; one outside the text means its nearest end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<CompletionItem> GetCompletions(
        WorkspaceSnapshot snapshot, string path, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!WorkspaceSnapshot.IsPrompt(path) || snapshot.Analyze(path) is not { } analysis)
        {
            return [];
        }

        var source = analysis.Prompt.Source;
        offset = Math.Clamp(offset, 0, source.Length);
        return TemplateCaret.At(source.Text, analysis.Prompt.Syntax.Template, offset) is { } caret
            ? TagCompletion.Complete(analysis, caret, offset)
            : [];
    }
}
