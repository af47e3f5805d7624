using PromptLsp.Ide.Completion;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>What can be written at the caret.</summary>
internal sealed class CompletionHandler()
    : QueryHandler<CompletionParams, CompletionList>(
        LspMethods.TextDocumentCompletion, RequestSchedule.LatencySensitive, ProtocolJson.Default.CompletionParams, ProtocolJson.Default.CompletionList)
{
    /// <inheritdoc/>
    protected override CompletionList Handle(CompletionParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var document = context.Document(parameters.TextDocument.Uri);
        var items = CompletionProvider.GetCompletions(document.Workspace, document.Path, document.OffsetOf(parameters.Position), cancellationToken);
        return new CompletionList { IsIncomplete = false, Items = [.. items.Select(item => ToProto.Completion(document, context.Client, item))] };
    }
}
