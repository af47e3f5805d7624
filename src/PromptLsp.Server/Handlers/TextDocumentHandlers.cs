using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Server.Handlers;

/// <summary>A document was opened.</summary>
internal sealed class DidOpenHandler()
    : NotificationHandler<DidOpenTextDocumentParams>(
        LspMethods.TextDocumentDidOpen, RequestSchedule.Mutating, ProtocolJson.Default.DidOpenTextDocumentParams)
{
    /// <inheritdoc/>
    public override bool SynchronizesText => true;

    /// <inheritdoc/>
    protected override void Handle(DidOpenTextDocumentParams parameters, RequestContext context)
    {
        var document = parameters.TextDocument;
        context.Session.State.Open(document.Uri, FromProto.Path(document.Uri), SourceText.From(document.Text), document.Version);
    }
}

/// <summary>A document's text changed.</summary>
internal sealed class DidChangeHandler()
    : NotificationHandler<DidChangeTextDocumentParams>(
        LspMethods.TextDocumentDidChange, RequestSchedule.Mutating, ProtocolJson.Default.DidChangeTextDocumentParams)
{
    /// <inheritdoc/>
    public override bool SynchronizesText => true;

    /// <inheritdoc/>
    protected override void Handle(DidChangeTextDocumentParams parameters, RequestContext context)
    {
        var path = FromProto.Path(parameters.TextDocument.Uri);
        context.Session.State.Change(path, parameters.TextDocument.Version, text => FromProto.Apply(text, parameters.ContentChanges, context.Encoding));
    }
}

/// <summary>A document was closed.</summary>
internal sealed class DidCloseHandler()
    : NotificationHandler<DidCloseTextDocumentParams>(
        LspMethods.TextDocumentDidClose, RequestSchedule.Mutating, ProtocolJson.Default.DidCloseTextDocumentParams)
{
    /// <inheritdoc/>
    public override bool SynchronizesText => true;

    /// <inheritdoc/>
    protected override void Handle(DidCloseTextDocumentParams parameters, RequestContext context) =>
        context.Session.State.Close(FromProto.Path(parameters.TextDocument.Uri));
}

/// <summary>A document was saved: others may read it from the disk.</summary>
internal sealed class DidSaveHandler()
    : NotificationHandler<DidSaveTextDocumentParams>(
        LspMethods.TextDocumentDidSave, RequestSchedule.Mutating, ProtocolJson.Default.DidSaveTextDocumentParams)
{
    /// <inheritdoc/>
    protected override void Handle(DidSaveTextDocumentParams parameters, RequestContext context) =>
        context.Session.State.FilesChanged([FromProto.Path(parameters.TextDocument.Uri)]);
}
