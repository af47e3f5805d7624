using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Diagnostics;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>The findings in a document, for editors that ask.</summary>
internal sealed class DocumentDiagnosticHandler()
    : QueryHandler<DocumentDiagnosticParams, DocumentDiagnosticReport>(
        LspMethods.TextDocumentDiagnostic,
        RequestSchedule.Background,
        ProtocolJson.Default.DocumentDiagnosticParams,
        ProtocolJson.Default.DocumentDiagnosticReport)
{
    /// <inheritdoc/>
    protected override DocumentDiagnosticReport Handle(DocumentDiagnosticParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var document = context.Document(parameters.TextDocument.Uri);
        var diagnostics = DocumentDiagnostics.Of(document, context.Snapshot, cancellationToken);
        // Neovim drops its diagnostics when it opens a file again, yet names the last result: "unchanged" would leave it with none.
        var opening = context.Snapshot.Documents.GetValueOrDefault(document.Path)?.Opening ?? 0;
        var id = $"{opening}-{DocumentDiagnostics.ResultId(diagnostics)}";
        return parameters.PreviousResultId == id
            ? new RelatedUnchangedDocumentDiagnosticReport { ResultId = id }
            : new RelatedFullDocumentDiagnosticReport { ResultId = id, Items = diagnostics };
    }
}
