using System.Globalization;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Reports;

/// <summary>Plain lines for people: what did not pass first, the figures last.</summary>
internal static class TextReport
{
    private const int ExcerptLength = 200;

    /// <summary>Writes the report.</summary>
    public static async Task WriteAsync(ReportSource source, TextWriter writer, CancellationToken cancellationToken)
    {
        await foreach (var result in source.ResultsAsync(cancellationToken))
        {
            if (result.Verdict != Verdict.Pass)
            {
                await WriteResultAsync(result, writer);
            }
        }

        foreach (var line in SummaryLines.Of(source.Summary))
        {
            await writer.WriteLineAsync(line);
        }

        await writer.WriteLineAsync($"Results: {source.Store.Location}, run {source.Run.Run.Id}");
    }

    private static async Task WriteResultAsync(ResultRecord result, TextWriter writer)
    {
        var repetition = result.Repetition > 0 ? string.Create(CultureInfo.InvariantCulture, $" (repetition {result.Repetition + 1})") : "";
        var description = result.Description.Length > 0 ? $" {OneLine(result.Description)}" : "";
        await writer.WriteLineAsync($"{Words.Of(result.Verdict).ToUpperInvariant(),-10} {result.TestId}{repetition}{description}  [{result.PromptPath} · {result.ModelId}]");
        foreach (var reason in Reasons.Of(result))
        {
            await writer.WriteLineAsync($"    {OneLine(reason)}");
        }

        if (result.Output is { } output)
        {
            await writer.WriteLineAsync($"    output: {OneLine(Excerpt.Of(output, ExcerptLength))}");
        }

        await writer.WriteLineAsync();
    }

    private static string OneLine(string text) => PlainText.Of(text).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "⏎", StringComparison.Ordinal);
}
