namespace PromptLsp.ProtocolGenerator;

/// <summary>What is generated: these methods, and every type that can be reached from them.</summary>
public static class SupportedMethods
{
    /// <summary>The methods that the server answers or sends.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "initialize", "initialized", "shutdown", "exit", "$/setTrace", "$/logTrace", "$/cancelRequest", "$/progress",
        "textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave",
        "workspace/didChangeWatchedFiles", "workspace/didChangeWorkspaceFolders", "workspace/didChangeConfiguration", "workspace/configuration",
        "workspace/executeCommand", "workspace/applyEdit",
        "window/logMessage", "window/showMessage", "window/showDocument", "window/workDoneProgress/create", "window/workDoneProgress/cancel",
        "client/registerCapability", "client/unregisterCapability",
        "textDocument/publishDiagnostics", "textDocument/diagnostic", "workspace/diagnostic/refresh",
        "workspace/inlayHint/refresh", "workspace/codeLens/refresh",
        "textDocument/hover", "textDocument/completion", "completionItem/resolve", "textDocument/definition", "textDocument/references",
        "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/inlayHint",
        "textDocument/codeLens", "codeLens/resolve", "textDocument/codeAction",
        "textDocument/formatting", "textDocument/prepareRename", "textDocument/rename", "textDocument/documentHighlight",
    ];

    /// <summary>Types that no method names in its signature: the values of progress, of error codes and of registrations.</summary>
    public static IReadOnlyList<string> MoreTypes { get; } =
        ["WorkDoneProgressBegin", "WorkDoneProgressReport", "WorkDoneProgressEnd", "ErrorCodes", "LSPErrorCodes", "DidChangeWatchedFilesRegistrationOptions"];
}
