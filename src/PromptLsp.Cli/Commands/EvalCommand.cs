using System.CommandLine;
using System.Globalization;
using PromptLsp.Cli.Composition;
using PromptLsp.Evaluation.Reports;
using PromptLsp.Evaluation.Running;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Cli.Commands;

/// <summary><c>eval</c>: the regression run.</summary>
internal static class EvalCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var suites = new Argument<string[]>("suite") { Description = "Suites: NAME.eval.yaml, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var models = new Option<string[]>("--model", "-m") { Description = "Runs these models instead of the suite's; may be given several times.", HelpName = "PROVIDER/MODEL" };
        var filter = new Option<string?>("--filter") { Description = "Only tests whose id or description holds this text.", HelpName = "TEXT" };
        var repeat = new Option<int?>("--repeat") { Description = "Runs each test this often.", HelpName = "N" };
        var concurrency = new Option<int>("--concurrency", "-j") { Description = "Calls in flight at once.", DefaultValueFactory = _ => EvaluationOptions.DefaultConcurrency, HelpName = "N" };
        var deadline = new Option<double?>("--deadline") { Description = "Stops the run after this many seconds; what had finished is kept.", HelpName = "SECONDS" };
        var outputs = new Option<string[]>("--output", "-o") { Description = $"Writes a report; its ending says which: {ReportFormats.Endings}. May be given several times.", HelpName = "FILE" };
        var (workspace, device) = (CommonOptions.Workspace(), CommonOptions.Device());
        Positive(repeat);
        Positive(concurrency);
        var command = new Command("eval", "Runs suites: every test against every prompt and model, judged, with every step in the database.")
        {
            suites, models, filter, repeat, concurrency, deadline, outputs, workspace, device,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new EvalRequest(
                [.. parsed.GetValue(models) ?? []],
                parsed.GetValue(filter),
                parsed.GetValue(repeat),
                parsed.GetValue(concurrency),
                parsed.GetValue(deadline) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Reports(parsed.GetValue(outputs) ?? []));
            var files = PathArguments.Expand(parsed.GetRequiredValue(suites), path => path.EndsWith(EvaluationSuite.FileSuffix, StringComparison.OrdinalIgnoreCase));
            if (files.Count == 0)
            {
                throw new CliException(ExitCode.Usage, $"there is no suite here: no *{EvaluationSuite.FileSuffix}.");
            }

            if (files.Count > 1 && request.Reports.Count > 0)
            {
                throw new CliException(ExitCode.Usage, "-o writes the report of one suite: name one.");
            }

            var codes = new List<int>();
            foreach (var file in files)
            {
                await using var opened = CliWorkspace.Open(file, parsed.GetValue(workspace), CommonOptions.ParseDevice(parsed.GetRequiredValue(device)));
                codes.Add(await RunAsync(console, opened, file, request, cancellationToken));
            }

            return codes.Max();
        });
        return command;
    }

    private sealed record EvalRequest(
        IReadOnlyList<string> Models, string? Filter, int? Repeat, int Concurrency, TimeSpan? Deadline, IReadOnlyList<(string Path, ReportFormat Format)> Reports);

    private static async Task<int> RunAsync(CliConsole console, CliWorkspace workspace, string file, EvalRequest request, CancellationToken cancellationToken)
    {
        var runtime = workspace.Runtime;
        var loaded = SuiteLoader.Load(file, workspace.Snapshot.Files, cancellationToken);
        foreach (var finding in loaded.Diagnostics)
        {
            await console.Error.WriteLineAsync(finding.ToString());
        }

        if (loaded.Suite is not { } suite)
        {
            return ExitCode.Usage;
        }

        var options = SuiteRun.DefaultOptions(runtime) with
        {
            Models = [.. request.Models],
            Filter = request.Filter,
            Repeat = request.Repeat,
            Concurrency = request.Concurrency,
            Deadline = request.Deadline,
        };
        if (EvaluationPlan.Of(suite, options).Count == 0)
        {
            throw new CliException(ExitCode.Usage, request.Filter is null ? $"{file}: the suite has no tests." : $"no test of {file} has `{request.Filter}` in its id or description.");
        }

        await IndexPreparation.EnsureAsync(runtime, suite.Prompts, console.Error.WriteLine, cancellationToken);
        var summary = await SuiteRun.RunAsync(runtime, suite, options, Observer(console), cancellationToken);
        if (console.ShowsProgress)
        {
            await console.Error.WriteAsync("\r\e[K");
        }

        await SuiteRun.WriteReportAsync(runtime, summary.RunId, ReportFormat.Text, console.Output, CancellationToken.None);
        await WriteReportsAsync(runtime, summary.RunId, request.Reports);
        return ExitCodes.Of(summary, cancellationToken.IsCancellationRequested);
    }

    private static ProgressObserver? Observer(CliConsole console) => console.ShowsProgress ? new ProgressObserver(progress => console.Error.Write(Line(progress))) : null;

    private static string Line(EvaluationProgress progress)
    {
        var left = progress.Remaining is { } remaining ? string.Create(CultureInfo.InvariantCulture, $", {remaining.TotalSeconds:0} s left") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\r\e[K{progress.Done}/{progress.Total}  {progress.Passed} passed, {progress.Failed} failed, {progress.Errors} errors, {progress.Unmeasured} unmeasured  ({progress.Rate:0.0}/s{left})");
    }

    private static async Task WriteReportsAsync(WorkspaceRuntime runtime, string runId, IReadOnlyList<(string Path, ReportFormat Format)> reports)
    {
        foreach (var (path, format) in reports)
        {
            await using var writer = new StreamWriter(path) { NewLine = "\n" };
            await SuiteRun.WriteReportAsync(runtime, runId, format, writer, CancellationToken.None);
        }
    }

    private static List<(string Path, ReportFormat Format)> Reports(string[] paths) =>
    [
        .. paths.Select(path => (path, ReportFormats.OfFile(path)
            ?? throw new CliException(ExitCode.Usage, $"-o {path}: the ending names no report. There are {ReportFormats.Endings}."))),
    ];

    private static void Positive(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{option.Name} must be 1 or more.");
        }
    });

    private static void Positive(Option<int?> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() is < 1)
        {
            result.AddError($"{option.Name} must be 1 or more.");
        }
    });
}
