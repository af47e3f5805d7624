using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>Files changed on disk.</summary>
internal sealed class DidChangeWatchedFilesHandler()
    : NotificationHandler<DidChangeWatchedFilesParams>(
        LspMethods.WorkspaceDidChangeWatchedFiles, RequestSchedule.Mutating, ProtocolJson.Default.DidChangeWatchedFilesParams)
{
    /// <inheritdoc/>
    protected override void Handle(DidChangeWatchedFilesParams parameters, RequestContext context)
    {
        context.Session.State.FilesChanged([.. parameters.Changes.Select(change => FromProto.Path(change.Uri)).Distinct()]);
        context.Session.Registrations.Refresh(context.Client);
    }
}

/// <summary>The editor's folders changed.</summary>
internal sealed class DidChangeWorkspaceFoldersHandler()
    : NotificationHandler<DidChangeWorkspaceFoldersParams>(
        LspMethods.WorkspaceDidChangeWorkspaceFolders, RequestSchedule.Mutating, ProtocolJson.Default.DidChangeWorkspaceFoldersParams)
{
    /// <inheritdoc/>
    protected override void Handle(DidChangeWorkspaceFoldersParams parameters, RequestContext context)
    {
        context.Session.State.ChangeFolders(
            parameters.Event.Added.Select(folder => FromProto.Folder(folder.Uri)), parameters.Event.Removed.Select(folder => FromProto.Folder(folder.Uri)));
        context.Session.Registrations.Refresh(context.Client);
    }
}

/// <summary>The user's settings changed: they come along, or are asked for where the editor prefers that.</summary>
internal sealed class DidChangeConfigurationHandler()
    : NotificationHandler<DidChangeConfigurationParams>(
        LspMethods.WorkspaceDidChangeConfiguration, RequestSchedule.Mutating, ProtocolJson.Default.DidChangeConfigurationParams)
{
    /// <inheritdoc/>
    protected override void Handle(DidChangeConfigurationParams parameters, RequestContext context)
    {
        context.Session.State.SetSettings(context.Snapshot.Settings.With(parameters.Settings));
        context.Session.Registrations.AskForSettings(context.Client);
        context.Session.Registrations.Refresh(context.Client);
    }
}
