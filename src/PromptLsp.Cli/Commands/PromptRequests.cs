using PromptLsp.Cli.Composition;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Results;

namespace PromptLsp.Cli.Commands;

/// <summary>Requests for single executions, and what their failures mean for the process.</summary>
internal static class PromptRequests
{
    /// <summary>The request of a command line.</summary>
    public static PromptExecutionRequest Make(CliWorkspace workspace, string promptPath, string[] variables, string? variablesFile, string? model)
    {
        var prompt = workspace.Snapshot.GetPrompt(promptPath)
            ?? throw new CliException(ExitCode.Usage, $"{promptPath}: {workspace.Snapshot.Files.Read(promptPath).Reason}");
        var values = VariableValues.Read(prompt.Definition, variables, variablesFile);
        return new PromptExecutionRequest(RecordId.New(workspace.Snapshot.Time), promptPath, values, model);
    }

    /// <summary>Turns a failed execution into the process's failure.</summary>
    /// <exception cref="CliException">It failed.</exception>
    public static void ThrowIfFailed(PromptExecution execution)
    {
        if (execution.Error is { } error)
        {
            throw new CliException(execution.ErrorStage is "prompt" or "configuration" ? ExitCode.Usage : ExitCode.Infrastructure, error);
        }
    }
}
