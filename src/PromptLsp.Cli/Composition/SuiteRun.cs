using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Reports;
using PromptLsp.Evaluation.Running;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Cli.Composition;

/// <summary>Loads and runs suites, for the command line and for editors.</summary>
internal static class SuiteRun
{
    /// <summary>The suite at a path.</summary>
    /// <exception cref="CliException">It has errors: each with its place.</exception>
    public static EvaluationSuite Load(WorkspaceRuntime runtime, string path, CancellationToken cancellationToken)
    {
        var loaded = SuiteLoader.Load(path, runtime.Snapshot.Files, cancellationToken);
        return loaded.Suite ?? throw new CliException(ExitCode.Usage, string.Join("\n", loaded.Diagnostics));
    }

    /// <summary>The options where nothing else is said.</summary>
    public static EvaluationOptions DefaultOptions(WorkspaceRuntime runtime) =>
        new() { RootPath = runtime.Snapshot.Files.RootPath, ToolVersion = ProductVersion.Text };

    /// <summary>Runs a suite.</summary>
    public static Task<EvaluationSummary> RunAsync(
        WorkspaceRuntime runtime, EvaluationSuite suite, EvaluationOptions options, IEvaluationObserver? observer, CancellationToken cancellationToken)
    {
        var judge = new AssertionJudge(runtime.JudgeModels);
        return new EvaluationRunner(runtime.Executor, runtime.Store, judge, runtime.Snapshot.Time).RunAsync(suite, options, observer, cancellationToken);
    }

    /// <summary>Writes a report of a run that is in the database.</summary>
    public static async Task WriteReportAsync(WorkspaceRuntime runtime, string runId, ReportFormat format, TextWriter writer, CancellationToken cancellationToken)
    {
        RunOverview run = await runtime.Store.FindRunAsync(runId, cancellationToken)
            ?? throw new InvalidOperationException($"The run {runId} was completed and is not in the database.");
        await ReportWriter.WriteAsync(format, runtime.Store, run, writer, cancellationToken);
    }

    /// <summary>The report for an editor.</summary>
    public static async Task<string> MarkdownAsync(WorkspaceRuntime runtime, EvaluationSummary summary, CancellationToken cancellationToken)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        await WriteReportAsync(runtime, summary.RunId, ReportFormat.Markdown, writer, cancellationToken);
        return writer.ToString();
    }
}
