using PromptLsp.Ide.Outline;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>The parts of a document that can be folded away.</summary>
internal sealed class FoldingRangeHandler()
    : QueryHandler<FoldingRangeParams, Protocol.Generated.FoldingRange[]>(
        LspMethods.TextDocumentFoldingRange,
        RequestSchedule.LatencySensitive,
        ProtocolJson.Default.FoldingRangeParams,
        ProtocolJson.Default.FoldingRangeArray)
{
    /// <inheritdoc/>
    protected override Protocol.Generated.FoldingRange[] Handle(FoldingRangeParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var document = context.Document(parameters.TextDocument.Uri);
        return [.. FoldingProvider.GetFoldingRanges(document.Workspace, document.Path, cancellationToken).Select(range => ToProto.Folding(document, range))];
    }
}
