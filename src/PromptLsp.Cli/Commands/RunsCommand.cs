using System.CommandLine;
using System.Globalization;
using PromptLsp.Cli.Composition;
using PromptLsp.Core.Results;

namespace PromptLsp.Cli.Commands;

/// <summary><c>runs list|show</c>: stored results.</summary>
internal static class RunsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console) => new("runs", "Shows stored runs.") { List(console), Show(console) };

    private static Command List(CliConsole console)
    {
        var limit = new Option<int>("--limit", "-n") { Description = "How many, the newest first.", DefaultValueFactory = _ => 20 };
        var workspace = CommonOptions.Workspace();
        var command = new Command("list", "Lists runs.") { limit, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var opened = CliWorkspace.Open(".", parsed.GetValue(workspace));
            foreach (var run in await opened.Runtime.Store.ListRunsAsync(Math.Clamp(parsed.GetValue(limit), 1, 10_000), cancellationToken))
            {
                await console.Output.WriteLineAsync(Line(run));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show(CliConsole console)
    {
        var id = new Argument<string>("run") { Description = "The run's id, or the beginning of it." };
        var attempts = new Option<bool>("--attempts") { Description = "Every attempt of every call, retries included." };
        var workspace = CommonOptions.Workspace();
        var command = new Command("show", "Shows the results of a run.") { id, attempts, workspace };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var opened = CliWorkspace.Open(".", parsed.GetValue(workspace));
            var store = opened.Runtime.Store;
            var run = await store.FindRunAsync(parsed.GetRequiredValue(id), cancellationToken)
                ?? throw new CliException(ExitCode.Usage, $"there is no run `{parsed.GetRequiredValue(id)}` in {store.Location}. `promptlsp runs list` lists them.");
            await console.Output.WriteLineAsync(Line(run));
            await foreach (var result in store.ReadResultsAsync(run.Run.Id, cancellationToken))
            {
                await WriteResultAsync(console.Output, result);
            }

            if (parsed.GetValue(attempts))
            {
                await WriteAttemptsAsync(console.Output, store, run.Run.Id, cancellationToken);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static string Line(RunOverview run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Run.Id}  {run.Run.StartedAt:yyyy-MM-dd HH:mm:ss}  {run.Run.Kind,-6} {run.Status.ToString().ToLowerInvariant(),-11} {run.Passed} passed, {run.Failed} failed, {run.Errors} errors, {run.Unmeasured} unmeasured of {run.Run.PlannedResults}  {run.Run.Name}");

    private static async Task WriteResultAsync(TextWriter output, ResultRecord result)
    {
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"  {result.Verdict.ToString().ToLowerInvariant(),-10} {result.Score:0.00}  {result.TestId}  {result.PromptPath}  {result.ModelId}  {result.CallTime.TotalMilliseconds:N0} ms"));
        if (result.Error is { } error)
        {
            await output.WriteLineAsync($"             {error}");
        }

        foreach (var assertion in result.Assertions.Where(assertion => assertion.Verdict != Verdict.Pass))
        {
            await output.WriteLineAsync($"             {assertion.Type}: {assertion.Reason}");
        }
    }

    private static async Task WriteAttemptsAsync(TextWriter output, IResultStore store, string runId, CancellationToken cancellationToken)
    {
        await foreach (var attempt in store.ReadAttemptsAsync(runId, cancellationToken))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"  call {attempt.CallId}  attempt {attempt.Attempt}  {attempt.Outcome}  {attempt.HttpStatus}  {attempt.Duration.TotalMilliseconds:N0} ms  {attempt.Error}"));
        }
    }
}
