using PromptLsp.Core.Workspaces;

namespace PromptLsp.Ide.Hover;

/// <summary>What is known of the thing under the pointer.</summary>
public static class HoverProvider
{
    /// <summary>What to show at a place; null where there is nothing to say.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="offset">The place; one outside the text means its nearest end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static HoverInfo? GetHover(WorkspaceSnapshot snapshot, string path, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!WorkspaceSnapshot.IsPrompt(path) || snapshot.Analyze(path) is not { } analysis)
        {
            return null;
        }

        offset = Math.Clamp(offset, 0, analysis.Prompt.Source.Length);
        return RoleHover.Find(analysis, offset);
    }
}
