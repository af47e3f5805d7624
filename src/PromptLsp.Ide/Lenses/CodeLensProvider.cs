using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Lenses;

/// <summary>What stands above a prompt: its size, and what can be done with it.</summary>
public static class CodeLensProvider
{
    /// <summary>The lenses of a document, in the order in which they are shown; none for a document that is no prompt.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<CodeLens> GetLenses(WorkspaceSnapshot snapshot, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!WorkspaceSnapshot.IsPrompt(path) || snapshot.Analyze(path) is not { } analysis)
        {
            return [];
        }

        var first = analysis.Prompt.Source.Lines.SpanOf(0);
        var lenses = ImmutableArray.CreateBuilder<CodeLens>();
        lenses.Add(Command(first, "Render", EditorCommands.Render, path));
        lenses.Add(Command(first, "Run", EditorCommands.Run, path));
        return lenses.ToImmutable();
    }

    private static CodeLens Command(TextSpan span, string title, string name, string path) => new(span, title, new EditorCommand(name, [path]));
}
