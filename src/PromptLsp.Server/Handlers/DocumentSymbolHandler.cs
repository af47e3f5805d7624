using PromptLsp.Ide.Outline;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>The outline of a document.</summary>
internal sealed class DocumentSymbolHandler()
    : QueryHandler<DocumentSymbolParams, SymbolInformationArrayOrDocumentSymbolArray>(
        LspMethods.TextDocumentDocumentSymbol,
        RequestSchedule.LatencySensitive,
        ProtocolJson.Default.DocumentSymbolParams,
        ProtocolJson.Default.SymbolInformationArrayOrDocumentSymbolArray)
{
    /// <inheritdoc/>
    protected override SymbolInformationArrayOrDocumentSymbolArray Handle(
        DocumentSymbolParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var document = context.Document(parameters.TextDocument.Uri);
        var symbols = DocumentSymbolProvider.GetSymbols(document.Workspace, document.Path, cancellationToken);
        if (!context.Client.NestsSymbols)
        {
            return ToProto.FlatSymbols(document, parameters.TextDocument.Uri, symbols).ToArray();
        }

        return symbols.Select(node => ToProto.Symbol(document, node)).ToArray();
    }
}
