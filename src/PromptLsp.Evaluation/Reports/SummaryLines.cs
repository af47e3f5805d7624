using System.Globalization;
using PromptLsp.Evaluation.Running;

namespace PromptLsp.Evaluation.Reports;

/// <summary>A run's figures as lines for people.</summary>
public static class SummaryLines
{
    /// <summary>The lines: the table by prompt and model, the figures over all, the gate.</summary>
    public static IEnumerable<string> Of(EvaluationSummary summary)
    {
        var rows = summary.Table.Select(row => Cells(row.PromptPath, row.ModelId, row.Tally)).ToList();
        rows.Insert(0, [.. Headers]);
        var widths = Enumerable.Range(0, Headers.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            yield return string.Join("  ", row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
        }

        yield return "";
        foreach (var line in Totals(summary))
        {
            yield return line;
        }
    }

    /// <summary>The names of the table's columns.</summary>
    public static string[] Headers { get; } = ["prompt", "model", "pass", "fail", "error", "unmeasured", "pass rate", "score", "tokens in", "tokens out", "cost USD", "p50 ms", "p95 ms"];

    /// <summary>The cells of a table's row.</summary>
    public static string[] Cells(string prompt, string model, Tally tally) =>
    [
        prompt, model, Text(tally.Passed), Text(tally.Failed), Text(tally.Errors), Text(tally.Unmeasured), Percent(tally.PassRate),
        tally.MeanScore.ToString("F3", CultureInfo.InvariantCulture), Text(tally.InputTokens), Text(tally.OutputTokens),
        tally.CostKnown == 0 ? "-" : tally.CostUsd.ToString("0.######", CultureInfo.InvariantCulture),
        Milliseconds(tally.LatencyP50), Milliseconds(tally.LatencyP95),
    ];

    private static IEnumerable<string> Totals(EvaluationSummary summary)
    {
        var all = summary.Overall;
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{all.Passed} passed, {all.Failed} failed, {all.Errors} errors, {all.Unmeasured} unmeasured of {summary.Planned} planned{(summary.NotRun > 0 ? $" ({summary.NotRun} not run)" : "")}; with a verdict: {all.Measured}/{summary.Planned}");
        yield return $"Pass rate {Percent(all.PassRate)} (interval {Percent(summary.PassRateInterval.Low)} to {Percent(summary.PassRateInterval.High)}; errors and unmeasured results count as not passed)";
        foreach (var (kind, count) in summary.ErrorsByKind)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Errors of {kind}: {count}");
        }

        foreach (var (metric, score) in summary.NamedScores)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Metric {metric}: {score:F4}");
        }

        yield return $"Gate {Words.Of(summary.Gate.Verdict)}: {summary.Gate.Reason}";
        if (summary.Gate.NotEvaluated.Length > 0)
        {
            yield return $"Not evaluated in this version: {string.Join(", ", summary.Gate.NotEvaluated)} of the gate";
        }

        if (summary.Status == Core.Results.RunStatus.Interrupted)
        {
            yield return "The run was interrupted; what had finished is kept.";
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static string Milliseconds(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "-";
}
