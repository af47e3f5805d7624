using System.CommandLine;
using PromptLsp.Cli.Composition;
using PromptLsp.Cli.Output;
using PromptLsp.Core.Execution;

namespace PromptLsp.Cli.Commands;

/// <summary><c>run</c>: one call, logged.</summary>
internal static class RunCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliConsole console)
    {
        var path = new Argument<string>("path") { Description = "The prompt." };
        var (variables, file, model) = (CommonOptions.Variables(), CommonOptions.VariablesFile(), CommonOptions.Model("Calls this model instead of the prompt's own."));
        var stream = new Option<bool>("--stream") { Description = "Prints the answer as it comes in." };
        var (json, workspace, device) = (CommonOptions.Json("The answer with usage, cost, timings and what was retrieved."), CommonOptions.Workspace(), CommonOptions.Device());
        var command = new Command("run", "Renders a prompt and calls its model once.") { path, variables, file, model, stream, json, workspace, device };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var promptPath = CliWorkspace.Absolute(parsed.GetRequiredValue(path));
            await using var opened = CliWorkspace.Open(promptPath, parsed.GetValue(workspace), CommonOptions.ParseDevice(parsed.GetRequiredValue(device)));
            var streams = parsed.GetValue(stream) && !parsed.GetValue(json);
            var request = PromptRequests.Make(opened, promptPath, parsed.GetValue(variables) ?? [], parsed.GetValue(file), parsed.GetValue(model)) with
            {
                OnText = streams ? text => Print(console, text) : null,
            };
            await IndexPreparation.EnsureAsync(opened.Runtime, [promptPath], console.Error.WriteLine, cancellationToken);
            var execution = await SingleRun.ExecuteAsync(
                opened.Runtime.Executor, opened.Runtime.Store, opened.Snapshot.GetPrompt(promptPath)!, request, "run", opened.RootPath, opened.Snapshot.Time, cancellationToken);
            PromptRequests.ThrowIfFailed(execution);
            await WriteAsync(console, opened, request, execution, parsed.GetValue(json), streams);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(CliConsole console, string text)
    {
        console.Output.Write(text);
        console.Output.Flush();
    }

    private static async Task WriteAsync(
        CliConsole console, CliWorkspace workspace, PromptExecutionRequest request, PromptExecution execution, bool isJson, bool isPrinted)
    {
        if (isJson)
        {
            await console.Output.WriteLineAsync(ExecutionJson.Of(request.RunId, workspace.Relative(request.PromptPath), execution));
            return;
        }

        await console.Output.WriteLineAsync(isPrinted ? "" : execution.Output);
        await console.Error.WriteLineAsync(ExecutionSummary.Of(execution) + $" · run {request.RunId} in {workspace.Runtime.Store.Location}");
    }
}
