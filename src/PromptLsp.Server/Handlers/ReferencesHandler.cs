using PromptLsp.Ide.Navigation;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>Where the thing under the caret is used.</summary>
internal sealed class ReferencesHandler()
    : QueryHandler<ReferenceParams, Location[]>(
        LspMethods.TextDocumentReferences, RequestSchedule.Background, ProtocolJson.Default.ReferenceParams, ProtocolJson.Default.LocationArray)
{
    /// <inheritdoc/>
    protected override Location[] Handle(ReferenceParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var document = context.Document(parameters.TextDocument.Uri);
        var found = ReferenceProvider.GetReferences(
            document.Workspace, document.Path, document.OffsetOf(parameters.Position), parameters.Context.IncludeDeclaration, cancellationToken);
        return [.. found.Select(place => ToProto.Location(document, context.Snapshot, place.Path, place.Span)).OfType<Location>()];
    }
}
