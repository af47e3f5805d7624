using System.Text;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Ide.Hover;

/// <summary>On the numbers that bound a prompt: how much of them the preview takes, and what would be cut.</summary>
internal static class BudgetHover
{
    private const int MaxCutLength = 200;

    /// <summary>The hover; null where the place is on no such number.</summary>
    public static HoverInfo? Find(PromptAnalysis analysis, int offset) =>
        SpanAt(analysis.Prompt, offset) is { } span && PromptFigures.Of(analysis) is { } figures
            ? new HoverInfo(span, Describe(analysis, figures))
            : null;

    private static TextSpan? SpanAt(PromptDocument prompt, int offset)
    {
        var root = prompt.Syntax.FrontMatter?.Root;
        var nodes = new[]
        {
            (root?["budget"] as YamlMapping)?["input_tokens"],
            (root?["budget"] as YamlMapping)?["truncate"],
            (root?["model"] as YamlMapping)?["max_output_tokens"],
        };
        return nodes.FirstOrDefault(node => node is { Span.IsEmpty: false } && node.Span.Touches(offset))?.Span;
    }

    private static string Describe(PromptAnalysis analysis, PromptFigures figures)
    {
        var report = figures.Report;
        var limit = report.Limit;
        var text = new StringBuilder(FigureText.Tokens(report.Total, figures.IsExact) + FigureText.Plus(figures.Missing) + FigureText.Estimate(report.Estimate));
        if (limit.Budget is { } budget)
        {
            text.Append($" of {FigureText.Number(budget)} ({FigureText.Percent(report.Total, budget)})");
            text.Append($"\n\nThe limit is {MarkdownText.Escape(limit.Origin)}.");
        }

        text.Append(report.OverBy is > 0 and var over ? $" **{FigureText.Number(over)} too many.**" : "");
        if (analysis.Truncation is { Cuts.IsEmpty: false } plan)
        {
            text.Append($"\n\n{MarkdownText.Escape(plan.Reason)} Cut:\n\n");
            text.Append(MarkdownText.Block(MarkdownText.Shorten(string.Concat(plan.Cuts.Select(cut => cut.Text)), MaxCutLength)));
        }

        foreach (var message in report.Messages)
        {
            text.Append(message.Index == 0 ? "\n" : "").Append($"\n- {message.Role.ToWord()}: {FigureText.Tokens(message.Tokens)}");
        }

        return text.Append($"\n- chat format: {FigureText.Tokens(report.Overhead)}").Append(FigureMarkdown.Rows(analysis)).Append(FigureMarkdown.Footnote(figures)).ToString();
    }
}
