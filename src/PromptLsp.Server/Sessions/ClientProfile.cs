using PromptLsp.Protocol.Generated;

namespace PromptLsp.Server.Sessions;

/// <summary>What the editor can do, as far as the server cares; the one place that looks into its capabilities.</summary>
internal sealed record ClientProfile
{
    /// <summary>The command by which VS Code and its kin open the list of completions again; the protocol has none.</summary>
    public const string SuggestCommand = "editor.action.triggerSuggest";

    /// <summary>What positions count.</summary>
    public PositionEncoding Encoding { get; init; }

    /// <summary>It asks for diagnostics, so none are pushed to it.</summary>
    public bool PullsDiagnostics { get; init; }

    /// <summary>It takes the version of a document with pushed diagnostics.</summary>
    public bool TakesDiagnosticVersion { get; init; }

    /// <summary>It fades text that has no effect.</summary>
    public bool TakesDiagnosticTags { get; init; }

    /// <summary>It shows Markdown in hovers and completions.</summary>
    public bool ReadsMarkdown { get; init; }

    /// <summary>It takes completions with placeholders.</summary>
    public bool TakesSnippets { get; init; }

    /// <summary>It knows <see cref="SuggestCommand"/>.</summary>
    public bool TakesSuggestCommand { get; init; }

    /// <summary>It takes links that say which text they start from.</summary>
    public bool TakesLinks { get; init; }

    /// <summary>It nests document symbols.</summary>
    public bool NestsSymbols { get; init; }

    /// <summary>It takes code actions that are no bare commands.</summary>
    public bool TakesCodeActionLiterals { get; init; }

    /// <summary>It takes edits that name the version of the document they are for.</summary>
    public bool TakesDocumentChanges { get; init; }

    /// <summary>It shows progress that the server begins.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>It watches files when asked.</summary>
    public bool WatchesFiles { get; init; }

    /// <summary>It tells changes of settings when asked.</summary>
    public bool RegistersConfiguration { get; init; }

    /// <summary>It answers <c>workspace/configuration</c>.</summary>
    public bool AnswersConfiguration { get; init; }

    /// <summary>It asks again for diagnostics, hints and lenses when told.</summary>
    public bool RefreshesDiagnostics { get; init; }

    /// <summary>It asks again for inlay hints when told.</summary>
    public bool RefreshesInlayHints { get; init; }

    /// <summary>It asks again for code lenses when told.</summary>
    public bool RefreshesCodeLenses { get; init; }

    /// <summary>Reads the profile out of the editor's capabilities.</summary>
    /// <param name="capabilities">Its capabilities.</param>
    /// <param name="name">Its name; null where it does not tell.</param>
    public static ClientProfile Of(ClientCapabilities capabilities, string? name)
    {
        var document = capabilities.TextDocument;
        var workspace = capabilities.Workspace;
        return new ClientProfile
        {
            Encoding = FromProto.Encoding(capabilities.General?.PositionEncodings),
            PullsDiagnostics = document?.Diagnostic is not null,
            TakesDiagnosticVersion = document?.PublishDiagnostics?.VersionSupport == true,
            TakesDiagnosticTags = document?.PublishDiagnostics?.TagSupport is not null || document?.Diagnostic?.TagSupport is not null,
            ReadsMarkdown = document?.Hover?.ContentFormat?.Contains(MarkupKind.Markdown) == true,
            TakesSnippets = document?.Completion?.CompletionItem?.SnippetSupport == true,
            TakesSuggestCommand = name?.StartsWith("Visual Studio Code", StringComparison.Ordinal) == true || name is "VSCodium" or "Cursor",
            TakesLinks = document?.Definition?.LinkSupport == true,
            NestsSymbols = document?.DocumentSymbol?.HierarchicalDocumentSymbolSupport == true,
            TakesCodeActionLiterals = document?.CodeAction?.CodeActionLiteralSupport is not null,
            TakesDocumentChanges = workspace?.WorkspaceEdit?.DocumentChanges == true,
            ShowsProgress = capabilities.Window?.WorkDoneProgress == true,
            WatchesFiles = workspace?.DidChangeWatchedFiles?.DynamicRegistration == true,
            RegistersConfiguration = workspace?.DidChangeConfiguration?.DynamicRegistration == true,
            AnswersConfiguration = workspace?.Configuration == true,
            RefreshesDiagnostics = workspace?.Diagnostics?.RefreshSupport == true,
            RefreshesInlayHints = workspace?.InlayHint?.RefreshSupport == true,
            RefreshesCodeLenses = workspace?.CodeLens?.RefreshSupport == true,
        };
    }
}
