using System.Collections.Immutable;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Navigation;

/// <summary>All places that name the variable under the caret.</summary>
public static class ReferenceProvider
{
    /// <summary>The places in the prompt, its queries and its partials, the declaration first; none where the caret is on no variable.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="offset">The place; one outside the text means its nearest end.</param>
    /// <param name="includeDeclaration">True where the declaration counts too.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<FileSpan> GetReferences(
        WorkspaceSnapshot snapshot, string path, int offset, bool includeDeclaration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!WorkspaceSnapshot.IsPrompt(path) || snapshot.Analyze(path) is not { } analysis)
        {
            return [];
        }

        offset = Carets.In(analysis.Prompt.Source, offset);
        if (NameAt(analysis, offset) is not { } name)
        {
            return [];
        }

        var found = analysis.Symbols.References
            .Where(reference => reference.Name == name && reference.Kind is not VariableKind.BuiltIn && (includeDeclaration || !reference.IsWrite))
            .Select(reference => new FileSpan(reference.FilePath, reference.Span));
        var declaration = includeDeclaration && DeclarationOf(analysis, name) is { } span ? [new FileSpan(path, span)] : Array.Empty<FileSpan>();
        return [.. declaration.Concat(found).Distinct()];
    }

    private static string? NameAt(PromptAnalysis analysis, int offset)
    {
        var definition = analysis.Prompt.Definition;
        return definition.Inputs.FirstOrDefault(input => input.NameSpan.Touches(offset))?.Name
            ?? definition.Contexts.FirstOrDefault(context => context.NameSpan.Touches(offset))?.Name
            ?? (VariableAtCaret.Find(analysis, offset) is { Member: null } variable ? variable.Name : null);
    }

    private static TextSpan? DeclarationOf(PromptAnalysis analysis, string name) =>
        analysis.Prompt.Definition.FindInput(name)?.NameSpan ?? analysis.Prompt.Definition.FindContext(name)?.NameSpan;
}
