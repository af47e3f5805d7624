using System.Globalization;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Reports;

/// <summary>Markdown for a comment on a change: the gate, the table, the first results that did not pass.</summary>
internal static class MarkdownReport
{
    private const int MaxShown = 50;

    /// <summary>Writes the report.</summary>
    public static async Task WriteAsync(ReportSource source, TextWriter writer, CancellationToken cancellationToken)
    {
        var summary = source.Summary;
        await writer.WriteLineAsync($"## {Escape(source.Run.Run.Name)}: gate {Words.Of(summary.Gate.Verdict)}\n\n{Escape(summary.Gate.Reason)}\n");
        await writer.WriteLineAsync($"| {string.Join(" | ", SummaryLines.Headers)} |");
        await writer.WriteLineAsync($"|{string.Concat(SummaryLines.Headers.Select((_, column) => column < 2 ? "---|" : "---:|"))}");
        foreach (var row in summary.Table)
        {
            await writer.WriteLineAsync($"| {string.Join(" | ", SummaryLines.Cells(row.PromptPath, row.ModelId, row.Tally).Select(Escape))} |");
        }

        var shown = 0;
        await foreach (var result in source.ResultsAsync(cancellationToken))
        {
            if (result.Verdict != Verdict.Pass && shown++ < MaxShown)
            {
                var reasons = string.Join("; ", Reasons.Of(result).Select(reason => Escape(Excerpt.Of(reason, 300))));
                await writer.WriteLineAsync($"{(shown == 1 ? "\n" : "")}- **{Words.Of(result.Verdict)}** {Escape(result.TestId)} ({Escape(result.PromptPath)}, {Escape(result.ModelId)}): {reasons}");
            }
        }

        if (shown > MaxShown)
        {
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\n…and {shown - MaxShown} more."));
        }
    }

    /// <summary>Text that Markdown shows as it is, on one line: every character with a meaning is escaped, no tag and no link survives.</summary>
    private static string Escape(string text)
    {
        var result = new System.Text.StringBuilder();
        foreach (var c in PlainText.Of(text))
        {
            _ = c switch
            {
                '\r' => result,
                '\n' or '\t' => result.Append(' '),
                '<' => result.Append("&lt;"),
                '&' => result.Append("&amp;"),
                '@' => result.Append("&#64;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '!' or '~' => result.Append('\\').Append(c),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }
}
