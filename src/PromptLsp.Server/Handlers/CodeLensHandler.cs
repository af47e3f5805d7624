using PromptLsp.Ide.Lenses;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>The size of a prompt and what can be done with it, shown above it.</summary>
internal sealed class CodeLensHandler()
    : QueryHandler<CodeLensParams, Protocol.Generated.CodeLens[]>(
        LspMethods.TextDocumentCodeLens, RequestSchedule.LatencySensitive, ProtocolJson.Default.CodeLensParams, ProtocolJson.Default.CodeLensArray)
{
    /// <inheritdoc/>
    protected override Protocol.Generated.CodeLens[] Handle(CodeLensParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        if (!context.Snapshot.Settings.CodeLenses)
        {
            return [];
        }

        var document = context.Document(parameters.TextDocument.Uri);
        return [.. CodeLensProvider.GetLenses(document.Workspace, document.Path, cancellationToken).Select(lens => ToProto.Lens(document, context.Snapshot, lens))];
    }
}
