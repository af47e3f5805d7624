using PromptLsp.Ide.Hints;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>The tokens of each message, shown in the text.</summary>
internal sealed class InlayHintHandler()
    : QueryHandler<InlayHintParams, Protocol.Generated.InlayHint[]>(
        LspMethods.TextDocumentInlayHint, RequestSchedule.LatencySensitive, ProtocolJson.Default.InlayHintParams, ProtocolJson.Default.InlayHintArray)
{
    /// <inheritdoc/>
    protected override Protocol.Generated.InlayHint[] Handle(InlayHintParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        if (!context.Snapshot.Settings.InlayHints)
        {
            return [];
        }

        var document = context.Document(parameters.TextDocument.Uri);
        var hints = InlayHintProvider.GetHints(document.Workspace, document.Path, document.SpanOf(parameters.Range), cancellationToken);
        return [.. hints.Select(hint => ToProto.Hint(document, hint))];
    }
}
