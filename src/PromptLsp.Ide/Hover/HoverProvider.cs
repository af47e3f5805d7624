using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Yaml;

namespace PromptLsp.Ide.Hover;

/// <summary>What is known of the thing under the pointer.</summary>
public static class HoverProvider
{
    /// <summary>What to show at a place; null where there is nothing to say.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document: a prompt, a suite or <c>promptlsp.yaml</c>.</param>
    /// <param name="offset">The place; one outside the text means its nearest end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static HoverInfo? GetHover(WorkspaceSnapshot snapshot, string path, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (WorkspaceSnapshot.IsPrompt(path))
        {
            return snapshot.Analyze(path) is { } analysis ? InPrompt(analysis, Carets.In(analysis.Prompt.Source, offset)) : null;
        }

        if (YamlDocument.At(snapshot, path, 0) is not { } document)
        {
            return null;
        }

        offset = Carets.In(document.Source, offset);
        return ModelHover.Find(snapshot, document, offset) ?? YamlHover.Find(document, offset);
    }

    private static HoverInfo? InPrompt(PromptAnalysis analysis, int offset)
    {
        var found = RoleHover.Find(analysis, offset)
            ?? PartialHover.Find(analysis, offset)
            ?? VariableHover.Find(analysis, offset)
            ?? BuiltinHover.Find(analysis, offset)
            ?? ModelHover.Find(analysis, offset)
            ?? BudgetHover.Find(analysis, offset);
        return found ?? (YamlDocument.At(analysis.Snapshot, analysis.Prompt.Path, offset) is { } document ? YamlHover.Find(document, offset) : null);
    }
}
