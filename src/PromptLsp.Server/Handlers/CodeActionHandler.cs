using PromptLsp.Ide.Actions;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>The changes that can be made at a place.</summary>
internal sealed class CodeActionHandler()
    : QueryHandler<CodeActionParams, CommandOrCodeAction[]>(
        LspMethods.TextDocumentCodeAction,
        RequestSchedule.LatencySensitive,
        ProtocolJson.Default.CodeActionParams,
        ProtocolJson.Default.CommandOrCodeActionArray)
{
    /// <inheritdoc/>
    protected override CommandOrCodeAction[] Handle(CodeActionParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        if (!context.Client.TakesCodeActionLiterals)
        {
            return [];
        }

        var document = context.Document(parameters.TextDocument.Uri);
        var only = parameters.Context.Only;
        return
        [
            .. CodeActionProvider.GetActions(document.Workspace, document.Path, document.SpanOf(parameters.Range), cancellationToken)
                .Where(action => only is null || only.Any(kind => Covers(kind, ToProto.ActionKind(action.Kind))))
                .Select(action => (CommandOrCodeAction)ToProto.Action(document, context.Snapshot, action)),
        ];
    }

    /// <summary>Kinds are paths: <c>refactor</c> covers <c>refactor.rewrite</c>.</summary>
    private static bool Covers(Protocol.Generated.CodeActionKind wanted, Protocol.Generated.CodeActionKind kind) =>
        wanted.Value.Length == 0 || kind == wanted || kind.Value.StartsWith(wanted.Value + ".", StringComparison.Ordinal);
}
