using System.Collections.Immutable;
using PromptLsp.Core.Files;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Evaluation.Suites;

/// <summary>The findings of a suite for an editor: the very ones that a run would stop at, and secrets, personal data and injections in rows.</summary>
public static class SuiteAnalysis
{
    /// <summary>
    /// The findings in a suite's text, in the order of their places. What is wrong in a file of rows stands, with its place there, at the
    /// beginning of the suite.
    /// </summary>
    /// <param name="text">The suite as it is in the editor.</param>
    /// <param name="path">Its file, absolute; need not exist.</param>
    /// <param name="files">The workspace.</param>
    /// <param name="screen">Tells injections in rows; null: nobody does.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ImmutableArray<Diagnostic> Analyze(SourceText text, string path, IWorkspaceFiles files, IRowScreen? screen, CancellationToken cancellationToken)
    {
        var found = SuiteLoader.LoadAndLook(text, path, files, screen, cancellationToken).Diagnostics;
        var own = found.Where(item => item.FilePath == path).Select(item => item.Diagnostic);
        var others = found.Where(item => item.FilePath != path).GroupBy(item => item.FilePath).Select(group => Summarize(group.Key, [.. group], text));
        return [.. others.Concat(own).OrderBy(diagnostic => diagnostic.Span.Start)];
    }

    private static Diagnostic Summarize(string file, List<SuiteDiagnostic> found, SourceText text)
    {
        var first = found.OrderBy(item => item.Diagnostic.Severity).First();
        var name = Path.GetFileName(file);
        var at = text.Text.IndexOf(name, StringComparison.Ordinal);
        var span = at >= 0 ? TextSpan.FromLength(at, name.Length) : new TextSpan(0, 0);
        var more = found.Count > 1 ? $" ({found.Count - 1} more in this file)" : "";
        return first.Diagnostic with { Span = span, Message = $"{name}:{first.Position}: {first.Diagnostic.Message}{more}", Fixes = [] };
    }
}
