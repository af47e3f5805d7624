using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Running;

namespace PromptLsp.Evaluation.Reports;

/// <summary>Writes reports of stored runs. Results are read from the store as they are written: a report of any size needs the same memory.</summary>
public static class ReportWriter
{
    /// <summary>The summary of a stored run, gathered from its results.</summary>
    public static async Task<EvaluationSummary> SummarizeAsync(IResultStore store, RunOverview run, CancellationToken cancellationToken)
    {
        var summary = new SummaryBuilder();
        await foreach (var result in store.ReadResultsAsync(run.Run.Id, cancellationToken))
        {
            summary.Add(result);
        }

        return summary.Build(run.Run.Id, run.Status, run.Run.PlannedResults, RunSettings.GateOf(run.Run.Settings));
    }

    /// <summary>Writes a report.</summary>
    /// <param name="format">Its form.</param>
    /// <param name="store">Where the run is.</param>
    /// <param name="run">The run.</param>
    /// <param name="writer">Takes the report; is flushed, not closed. Lines end with LF.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(ReportFormat format, IResultStore store, RunOverview run, TextWriter writer, CancellationToken cancellationToken)
    {
        writer.NewLine = "\n";
        var source = new ReportSource(store, run, await SummarizeAsync(store, run, cancellationToken));
        await (format switch
        {
            ReportFormat.Text => TextReport.WriteAsync(source, writer, cancellationToken),
            ReportFormat.Json => JsonReport.WriteAsync(source, writer, cancellationToken),
            ReportFormat.JsonLines => JsonReport.WriteLinesAsync(source, writer, cancellationToken),
            ReportFormat.Csv => CsvReport.WriteAsync(source, writer, cancellationToken),
            ReportFormat.JUnit => JUnitReport.WriteAsync(source, writer, cancellationToken),
            ReportFormat.Markdown => MarkdownReport.WriteAsync(source, writer, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such form."),
        });
        await writer.FlushAsync(cancellationToken);
    }
}

/// <summary>What a report is made of.</summary>
/// <param name="Store">Where the run is.</param>
/// <param name="Run">The run.</param>
/// <param name="Summary">Its figures.</param>
internal sealed record ReportSource(IResultStore Store, RunOverview Run, EvaluationSummary Summary)
{
    /// <summary>The results in their order.</summary>
    public IAsyncEnumerable<ResultRecord> ResultsAsync(CancellationToken cancellationToken) => Store.ReadResultsAsync(Run.Run.Id, cancellationToken);
}
