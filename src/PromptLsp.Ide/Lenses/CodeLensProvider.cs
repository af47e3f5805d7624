using System.Collections.Immutable;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Lenses;

/// <summary>What stands above a prompt: its size, and what can be done with it.</summary>
public static class CodeLensProvider
{
    /// <summary>The lenses of a document, in the order in which they are shown: of a prompt its size and its commands, of a suite the command that runs it.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="path">Absolute path of the document.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ImmutableArray<CodeLens> GetLenses(WorkspaceSnapshot snapshot, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (path.EndsWith(SuiteSchema.Extension, StringComparison.OrdinalIgnoreCase) && snapshot.GetText(path) is { } suite)
        {
            return [Command(suite.Lines.SpanOf(0), "Evaluate", EditorCommands.Evaluate, path)];
        }

        if (!WorkspaceSnapshot.IsPrompt(path) || snapshot.Analyze(path) is not { } analysis)
        {
            return [];
        }

        var first = analysis.Prompt.Source.Lines.SpanOf(0);
        var lenses = ImmutableArray.CreateBuilder<CodeLens>();
        if (PromptFigures.Of(analysis) is { } figures)
        {
            lenses.Add(new CodeLens(first, Size(figures), null));
        }

        if (analysis.RowTokens is { } rows)
        {
            lenses.Add(new CodeLens(first, RowTokenText.Summary(rows.Report, rows.IsCurrent) + FigureText.Plus(analysis.Prompt.Definition.Contexts.Select(context => context.Name)), null));
        }

        if (analysis.Drift is { } drift)
        {
            lenses.Add(new CodeLens(first, drift.ToString(), null));
        }

        lenses.Add(Command(first, "Render", EditorCommands.Render, path));
        lenses.Add(Command(first, "Run", EditorCommands.Run, path));
        if (!snapshot.Suites.Naming(path, cancellationToken).IsEmpty)
        {
            lenses.Add(Command(first, "Evaluate", EditorCommands.Evaluate, path));
        }

        return lenses.ToImmutable();
    }

    /// <summary><c>612 tokens of 128,000 (0.5 %)</c>; with what is not counted, the prompt's own budget, and how much is too much.</summary>
    private static string Size(PromptFigures figures)
    {
        var report = figures.Report;
        var text = FigureText.Tokens(report.Total, figures.IsExact) + FigureText.Plus(figures.Missing) + FigureText.Estimate(report.Estimate);
        if (report.Limit.ContextWindow is { } window)
        {
            text += $" of {FigureText.Number(window)} ({FigureText.Percent(report.Total, window)})";
        }

        return text + Budget(report);
    }

    private static string Budget(PromptTokenReport report)
    {
        var isOwn = report.Limit.Budget is not null && report.Limit.Origin.StartsWith("budget", StringComparison.Ordinal);
        var budget = isOwn ? $" · budget {FigureText.Number(report.Limit.Budget!.Value)}" : "";
        return report.OverBy is > 0 and var tokens ? $"{budget} · {FigureText.Number(tokens)} too many" : budget;
    }

    private static CodeLens Command(TextSpan span, string title, string name, string path) => new(span, title, new EditorCommand(name, [path]));
}
