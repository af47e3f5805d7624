using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Actions;

/// <summary>Changes that can be made at a place of a document.</summary>
public static class CodeActionProvider
{
    /// <summary>The actions for the text under <paramref name="span"/>: repairs first, the preferred ones before the others.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="span">The selected text, or an empty span at the caret; what lies outside the text is ignored.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<CodeAction> GetActions(
        WorkspaceSnapshot snapshot, string path, TextSpan span, CancellationToken cancellationToken)
    {
        var here = snapshot.GetDiagnostics(path, cancellationToken).Where(diagnostic => Touches(diagnostic.Span, span)).ToList();
        var fixes = here
            .SelectMany(diagnostic => diagnostic.Fixes.Select(fix => QuickFix(diagnostic, fix)))
            .OrderByDescending(action => action.IsPreferred);
        if (!WorkspaceSnapshot.IsPrompt(path) || snapshot.Analyze(path) is not { } analysis)
        {
            return [.. fixes];
        }

        var all = here.Any(diagnostic => diagnostic.Code == DiagnosticCodes.UndefinedVariable) ? DeclareAllAction.Find(analysis) : null;
        return [.. fixes, .. all is null ? [] : new[] { all }, .. SampleAction.Find(analysis, span)];
    }

    private static CodeAction QuickFix(Diagnostic diagnostic, DiagnosticFix fix) =>
        new(fix.Title, CodeActionKind.QuickFix, fix.Edits) { Diagnostics = [diagnostic], IsPreferred = fix.IsPreferred };

    private static bool Touches(TextSpan finding, TextSpan selected) => finding.Start <= selected.End && selected.Start <= finding.End;
}
