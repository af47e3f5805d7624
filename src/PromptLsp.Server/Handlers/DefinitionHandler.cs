using PromptLsp.Ide.Navigation;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>Where the thing under the caret is declared.</summary>
internal sealed class DefinitionHandler()
    : QueryHandler<DefinitionParams, LocationOrLocationArrayOrLocationLinkArray>(
        LspMethods.TextDocumentDefinition,
        RequestSchedule.LatencySensitive,
        ProtocolJson.Default.DefinitionParams,
        ProtocolJson.Default.LocationOrLocationArrayOrLocationLinkArray)
{
    /// <inheritdoc/>
    protected override LocationOrLocationArrayOrLocationLinkArray Handle(
        DefinitionParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var document = context.Document(parameters.TextDocument.Uri);
        var targets = DefinitionProvider.GetDefinitions(document.Workspace, document.Path, document.OffsetOf(parameters.Position), cancellationToken);
        if (!context.Client.TakesLinks)
        {
            return targets.Select(target => ToProto.Location(document, context.Snapshot, target.Path, target.NameSpan)).OfType<Location>().ToArray();
        }

        return targets.Select(target => ToProto.LocationLink(document, context.Snapshot, target)).OfType<LocationLink>().ToArray();
    }
}
