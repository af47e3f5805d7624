using PromptLsp.Core.Rows;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Ide.Figures;

/// <summary>What stands below figures: how far they go, or why there are none.</summary>
internal static class FigureMarkdown
{
    /// <summary>What was counted and what was not.</summary>
    public static string Footnote(PromptFigures figures)
    {
        var text = $"\n\nCounted with {MarkdownText.Code(figures.Report.Tokenizer)}, inputs at their samples or defaults.";
        if (!figures.Missing.IsEmpty)
        {
            text += $" Not counted, for want of a value: {string.Join(", ", figures.Missing.Select(MarkdownText.Code))}.";
        }

        return figures.IsExact ? text : text + " Parts that are broken are not counted: an estimate.";
    }

    /// <summary>The figures of the prompt's rows, with those that are over the limit; empty where there are none.</summary>
    public static string Rows(PromptAnalysis analysis)
    {
        if (analysis.RowTokens is not { } rows)
        {
            return "";
        }

        var text = $"\n\nWith its rows: {MarkdownText.Escape(RowTokenText.Summary(rows.Report, rows.IsCurrent))}";
        text += string.Concat(rows.Report.Over.Select(row => $"\n- {MarkdownText.Code(row.Name)}: {FigureText.Tokens(row.Tokens)}"));
        return rows.Report.FirstFailure is { } failure ? $"{text}\n\nNot rendered: {MarkdownText.Escape(failure)}" : text;
    }

    /// <summary>Why nothing is counted.</summary>
    public static string Unknown(PromptAnalysis analysis) => analysis.Prompt.Definition.Model.Id is { } id
        ? $"\n\nNo tokens are counted: the tokenizer of {MarkdownText.Code(id)} is not known. Name one under `models:` in promptlsp.yaml."
        : "";
}
