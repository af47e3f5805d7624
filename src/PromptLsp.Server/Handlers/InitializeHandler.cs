using PromptLsp.Ide.Lenses;
using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Handlers;

/// <summary>Begins the session: reads what the editor can do and answers what the server can do.</summary>
internal sealed class InitializeHandler()
    : QueryHandler<InitializeParams, InitializeResult>(
        LspMethods.Initialize, RequestSchedule.Mutating, ProtocolJson.Default.InitializeParams, ProtocolJson.Default.InitializeResult)
{
    /// <inheritdoc/>
    protected override InitializeResult Handle(InitializeParams parameters, RequestContext context, CancellationToken cancellationToken)
    {
        var client = ClientProfile.Of(parameters.Capabilities, parameters.ClientInfo?.Name);
        var settings = new EditorSettings().With(parameters.InitializationOptions ?? default);
        var session = context.Session;
        session.State.Initialize(client, settings, FoldersOf(parameters));
        session.Log.SetTrace(parameters.Trace ?? TraceValue.Off);
        session.WatchParent(parameters.ProcessId);
        session.Lifecycle.Initialize();
        return new InitializeResult
        {
            ServerInfo = new ServerInfo { Name = "promptlsp", Version = session.Services.Version },
            Capabilities = CapabilitiesFor(client),
        };
    }

    /// <summary>The editor's folders; older editors name one root, by URI or by path.</summary>
    private static IEnumerable<string> FoldersOf(InitializeParams parameters)
    {
        if (parameters.WorkspaceFolders is { Length: > 0 } folders)
        {
            return folders.Select(folder => FromProto.Folder(folder.Uri));
        }

        return (parameters.RootUri ?? parameters.RootPath) is { Length: > 0 } root ? [FromProto.Folder(root)] : [];
    }

    private static DiagnosticOptionsOrDiagnosticRegistrationOptions DiagnosticsOnRequest() =>
        new DiagnosticOptions { Identifier = "promptlsp", InterFileDependencies = true, WorkspaceDiagnostics = false };

    private static ServerCapabilities CapabilitiesFor(ClientProfile client) => new()
    {
        PositionEncoding = ToProto.Encoding(client.Encoding),
        TextDocumentSync = new TextDocumentSyncOptions
        {
            OpenClose = true,
            Change = TextDocumentSyncKind.Incremental,
            Save = new SaveOptions { IncludeText = false },
        },
        Workspace = new WorkspaceOptions
        {
            WorkspaceFolders = new WorkspaceFoldersServerCapabilities { Supported = true, ChangeNotifications = true },
        },
        ExecuteCommandProvider = new ExecuteCommandOptions { Commands = [EditorCommands.Render, EditorCommands.Run, EditorCommands.Evaluate], WorkDoneProgress = true },
        HoverProvider = true,
        DefinitionProvider = true,
        ReferencesProvider = true,
        DocumentSymbolProvider = true,
        FoldingRangeProvider = true,
        InlayHintProvider = true,
        CompletionProvider = new CompletionOptions { TriggerCharacters = ["{", ".", " ", "'", "\"", "/", "|", ":"] },
        CodeLensProvider = new CodeLensOptions { ResolveProvider = false },
        CodeActionProvider = new CodeActionOptions { CodeActionKinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.SourceFixAll] },
        DiagnosticProvider = client.PullsDiagnostics ? DiagnosticsOnRequest() : null,
    };
}
