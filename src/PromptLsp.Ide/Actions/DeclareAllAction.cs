using PromptLsp.Core.Rules;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Ide.Actions;

/// <summary>Declares every variable that nothing declares, at once.</summary>
internal static class DeclareAllAction
{
    /// <summary>The action; null where fewer than two variables lack a declaration.</summary>
    public static CodeAction? Find(PromptAnalysis analysis)
    {
        var names = analysis.Symbols.References
            .Where(reference => reference.Kind == VariableKind.Undefined && !reference.IsWrite)
            .Select(reference => reference.Name)
            .Distinct()
            .ToList();
        return names.Count < 2
            ? null
            : new CodeAction($"Declare all {names.Count} undefined variables", CodeActionKind.QuickFix, [InputDeclarationEdits.Declare(analysis.Prompt.Syntax, names)]);
    }
}
