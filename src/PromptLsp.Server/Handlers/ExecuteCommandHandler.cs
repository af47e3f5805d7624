using System.Text.Json;
using PromptLsp.Ide.Lenses;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Commands;
using PromptLsp.Server.Progress;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;
using PromptLsp.Server.Transport;

namespace PromptLsp.Server.Handlers;

/// <summary>Renders, runs or evaluates a prompt, with progress that the user can cancel. Typing does not end it.</summary>
internal sealed class ExecuteCommandHandler()
    : RequestHandler<ExecuteCommandParams, CommandDocument>(
        LspMethods.WorkspaceExecuteCommand, RequestSchedule.Background, ProtocolJson.Default.ExecuteCommandParams, ServerJson.Default.CommandDocument)
{
    /// <inheritdoc/>
    public override bool YieldsToChanges => false;

    /// <inheritdoc/>
    protected override async Task<CommandDocument?> HandleAsync(
        ExecuteCommandParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var commands = context.Session.Services.Commands;
        (string Title, Func<PromptCommandRequest, CancellationToken, Task<CommandDocument?>> Do) command = parameters.Command switch
        {
            EditorCommands.Render => ("Rendering", commands.RenderAsync),
            EditorCommands.Run => ("Running", commands.RunAsync),
            EditorCommands.Evaluate => ("Evaluating", commands.EvalAsync),
            var other => throw RequestException.InvalidParams($"There is no command '{other}'. There are {EditorCommands.Render}, {EditorCommands.Run} and {EditorCommands.Evaluate}."),
        };
        var document = context.Document(UriOf(parameters));
        var title = $"{command.Title} {document.Path[(document.Path.LastIndexOf('/') + 1)..]}";
        await using var progress = await WorkDoneProgress.BeginAsync(context, parameters.WorkDoneToken, title, cancellationToken);
        try
        {
            var answer = await command.Do(new PromptCommandRequest(document.Path, document.Workspace, progress.Report), progress.Token);
            TakeResultsIn(parameters.Command, context);
            return answer;
        }
        catch (PromptCommandException ex)
        {
            throw RequestException.Failed(ex.Message, ex);
        }
        catch (OperationCanceledException) when (progress.Token.IsCancellationRequested)
        {
            throw RequestException.Cancelled();
        }
    }

    /// <summary>What was called is in the database now: lenses that tell of it are asked for again.</summary>
    private static void TakeResultsIn(string command, RequestContext context)
    {
        if (command != EditorCommands.Render)
        {
            context.Session.Mutate("results", state => state.FilesChanged([]));
            context.Session.Registrations.Refresh(context.Client);
        }
    }

    private static string UriOf(ExecuteCommandParams parameters) =>
        parameters.Arguments is [{ ValueKind: JsonValueKind.String } uri, ..] && uri.GetString() is { Length: > 0 } text
            ? text
            : throw RequestException.InvalidParams($"The command {parameters.Command} takes the document's URI as its first argument.");
}
