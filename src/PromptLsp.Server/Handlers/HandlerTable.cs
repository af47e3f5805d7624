namespace PromptLsp.Server.Handlers;

/// <summary>All that the server answers. When each runs stands in the handler itself.</summary>
internal static class HandlerTable
{
    /// <summary>One handler for each method.</summary>
    public static IReadOnlyList<Handler> Create() =>
    [
        new InitializeHandler(),
        new InitializedHandler(),
        new ShutdownHandler(),
        new ExitHandler(),
        new SetTraceHandler(),
        new DidOpenHandler(),
        new DidChangeHandler(),
        new DidCloseHandler(),
        new DidSaveHandler(),
        new DidChangeWatchedFilesHandler(),
        new DidChangeWorkspaceFoldersHandler(),
        new DidChangeConfigurationHandler(),
        new WorkDoneProgressCancelHandler(),
        new ExecuteCommandHandler(),
        new DocumentDiagnosticHandler(),
        new HoverHandler(),
        new CompletionHandler(),
        new DefinitionHandler(),
        new ReferencesHandler(),
        new DocumentSymbolHandler(),
        new FoldingRangeHandler(),
        new InlayHintHandler(),
        new CodeLensHandler(),
        new CodeActionHandler(),
    ];
}
