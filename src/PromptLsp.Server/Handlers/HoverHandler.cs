using PromptLsp.Ide.Hover;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>What is shown about the text under the mouse.</summary>
internal sealed class HoverHandler()
    : QueryHandler<HoverParams, Hover>(
        LspMethods.TextDocumentHover, RequestSchedule.LatencySensitive, ProtocolJson.Default.HoverParams, ProtocolJson.Default.Hover)
{
    /// <inheritdoc/>
    protected override Hover? Handle(HoverParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var document = context.Document(parameters.TextDocument.Uri);
        var info = HoverProvider.GetHover(document.Workspace, document.Path, document.OffsetOf(parameters.Position), cancellationToken);
        return info is null ? null : ToProto.Hover(document, context.Client, info);
    }
}
