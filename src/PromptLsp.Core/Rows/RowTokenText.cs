using System.Globalization;

namespace PromptLsp.Core.Rows;

/// <summary>Figures of rows in one line, the same in editors and on the command line.</summary>
public static class RowTokenText
{
    /// <summary><c>p50 812 · p95 1,204 · max 1,902 · 3 of 1,000 rows over</c>; <c>~</c> before figures that are being counted anew.</summary>
    public static string Summary(RowTokenReport report, bool isCurrent = true)
    {
        var mark = isCurrent ? "" : "~";
        var figures = report.Largest is { } largest
            ? $"{mark}p50 {Number(report.P50)} · p95 {Number(report.P95)} · max {Number(largest.Tokens)} · "
            : "";
        return figures + Rows(report) + Failed(report) + Left(report);
    }

    private static string Rows(RowTokenReport report) => report.OverLimit > 0
        ? $"{Number(report.OverLimit)} of {Number(report.Rows)} rows over"
        : $"{Number(report.Rows)} {(report.Rows == 1 ? "row" : "rows")}";

    private static string Failed(RowTokenReport report) => report.Failed > 0 ? $" · {Number(report.Failed)} cannot be rendered" : "";

    private static string Left(RowTokenReport report) => report.IsComplete ? "" : $" · only the first {Number(report.Counted + report.Failed)} in time";

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
