using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Yaml;

namespace PromptLsp.Ide.Navigation;

/// <summary>Where the thing under the caret is declared.</summary>
public static class DefinitionProvider
{
    /// <summary>The declarations of the thing at a place; none where there are none.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="offset">The place; one outside the text means its nearest end.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<NavigationTarget> GetDefinitions(
        WorkspaceSnapshot snapshot, string path, int offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!WorkspaceSnapshot.IsPrompt(path))
        {
            return YamlDocument.At(snapshot, path, 0) is { } document && SuiteDefinition.Find(snapshot, path, document, offset) is { } file ? [file] : [];
        }

        if (snapshot.Analyze(path) is not { } analysis)
        {
            return [];
        }

        offset = Carets.In(analysis.Prompt.Source, offset);
        return (FileDefinition.Find(analysis, offset) ?? VariableDefinition.Find(analysis, offset)) is { } target ? [target] : [];
    }
}
