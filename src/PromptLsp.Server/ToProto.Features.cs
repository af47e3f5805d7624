using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Ide.Completion;
using PromptLsp.Ide.Hints;
using PromptLsp.Ide.Hover;
using PromptLsp.Ide.Lenses;
using PromptLsp.Ide.Navigation;
using PromptLsp.Ide.Outline;
using PromptLsp.Server.Sessions;
using Lsp = PromptLsp.Protocol.Generated;

namespace PromptLsp.Server;

internal static partial class ToProto
{
    /// <summary>A hover.</summary>
    public static Lsp.Hover Hover(RequestDocument document, ClientProfile client, HoverInfo info) => new()
    {
        Contents = new Lsp.MarkupContent { Kind = client.ReadsMarkdown ? Lsp.MarkupKind.Markdown : Lsp.MarkupKind.PlainText, Value = info.Markdown },
        Range = document.RangeOf(info.Span),
    };

    /// <summary>An edit of a document.</summary>
    public static Lsp.TextEdit TextEdit(RequestDocument document, Syntax.Text.TextEdit edit) =>
        new() { Range = document.RangeOf(edit.Span), NewText = edit.NewText };

    /// <summary>A completion; snippets become plain text for an editor without them.</summary>
    public static Lsp.CompletionItem Completion(RequestDocument document, ClientProfile client, CompletionItem item)
    {
        var isSnippet = item.IsSnippet && client.TakesSnippets;
        var edit = item.IsSnippet && !isSnippet ? item.Edit with { NewText = item.PlainText ?? item.Label } : item.Edit;
        return new Lsp.CompletionItem
        {
            Label = item.Label,
            Kind = CompletionKind(item.Kind),
            Detail = item.Detail,
            Documentation = item.Documentation is { } text ? new Lsp.MarkupContent { Kind = Lsp.MarkupKind.Markdown, Value = text } : Nothing<Lsp.StringOrMarkupContent>(),
            InsertTextFormat = isSnippet ? Lsp.InsertTextFormat.Snippet : null,
            TextEdit = TextEdit(document, edit),
            SortText = item.SortText,
            FilterText = item.FilterText,
            Command = item.AsksAgain && client.TakesSuggestCommand ? new Lsp.Command { Title = "Suggest", CommandName = ClientProfile.SuggestCommand } : null,
        };
    }

    /// <summary>Where something is declared, for an editor that marks the text that leads there.</summary>
    public static Lsp.LocationLink? LocationLink(RequestDocument document, SessionSnapshot snapshot, NavigationTarget target) =>
        document.Workspace.GetText(target.Path) is not { } text
            ? null
            : new Lsp.LocationLink
            {
                OriginSelectionRange = document.RangeOf(target.Origin),
                TargetUri = snapshot.UriOf(target.Path),
                TargetRange = Range(text, target.Span, document.Encoding),
                TargetSelectionRange = Range(text, target.NameSpan, document.Encoding),
            };

    /// <summary>A place in a file of the workspace; null where the file cannot be read any more.</summary>
    public static Lsp.Location? Location(RequestDocument document, SessionSnapshot snapshot, string path, Syntax.Text.TextSpan span) =>
        document.Workspace.GetText(path) is { } text
            ? new Lsp.Location { Uri = snapshot.UriOf(path), Range = Range(text, span, document.Encoding) }
            : null;

    /// <summary>An entry of the outline with what lies in it.</summary>
    public static Lsp.DocumentSymbol Symbol(RequestDocument document, DocumentSymbolNode node) => new()
    {
        Name = node.Name,
        Detail = node.Detail,
        Kind = SymbolKind(node.Kind),
        Range = document.RangeOf(node.Span),
        SelectionRange = document.RangeOf(node.NameSpan),
        Children = [.. node.Children.Select(child => Symbol(document, child))],
    };

    /// <summary>The outline as a flat list, for an editor that nests nothing.</summary>
    public static IEnumerable<Lsp.SymbolInformation> FlatSymbols(RequestDocument document, string uri, ImmutableArray<DocumentSymbolNode> nodes, string? container = null) =>
        nodes.SelectMany(node => FlatSymbols(document, uri, node.Children, node.Name).Prepend(new Lsp.SymbolInformation
        {
            Name = node.Name,
            Kind = SymbolKind(node.Kind),
            ContainerName = container,
            Location = new Lsp.Location { Uri = uri, Range = document.RangeOf(node.Span) },
        }));

    /// <summary>Lines to fold.</summary>
    public static Lsp.FoldingRange Folding(RequestDocument document, FoldingRange range)
    {
        var lines = document.RangeOf(range.Span);
        return new Lsp.FoldingRange
        {
            StartLine = lines.Start.Line,
            StartCharacter = lines.Start.Character,
            EndLine = lines.End.Line,
            EndCharacter = lines.End.Character,
            Kind = range.Kind == FoldingKind.Comment ? Lsp.FoldingRangeKind.Comment : null,
        };
    }

    /// <summary>A hint.</summary>
    public static Lsp.InlayHint Hint(RequestDocument document, InlayHint hint) => new()
    {
        Position = document.PositionOf(hint.Offset),
        Label = hint.Label,
        Tooltip = hint.Tooltip is { } text ? new Lsp.MarkupContent { Kind = Lsp.MarkupKind.Markdown, Value = text } : Nothing<Lsp.StringOrMarkupContent>(),
        PaddingLeft = true,
    };

    /// <summary>A lens; one that only tells something has a command without a name.</summary>
    public static Lsp.CodeLens Lens(RequestDocument document, SessionSnapshot snapshot, CodeLens lens) => new()
    {
        Range = document.RangeOf(lens.Span),
        Command = new Lsp.Command
        {
            Title = lens.Title,
            CommandName = lens.Command?.Name ?? "",
            Arguments = lens.Command is { } command ? [.. command.Paths.Select(path => Argument(snapshot.UriOf(path)))] : null,
        },
    };

    private static JsonElement Argument(string uri) => JsonSerializer.SerializeToElement(uri, Lsp.ProtocolJson.Default.String);

    private static T? Nothing<T>()
        where T : class => null;

    private static Lsp.CompletionItemKind CompletionKind(CompletionKind kind) => kind switch
    {
        Ide.Completion.CompletionKind.Variable => Lsp.CompletionItemKind.Variable,
        Ide.Completion.CompletionKind.Property => Lsp.CompletionItemKind.Field,
        Ide.Completion.CompletionKind.Function => Lsp.CompletionItemKind.Function,
        Ide.Completion.CompletionKind.Group => Lsp.CompletionItemKind.Module,
        Ide.Completion.CompletionKind.Keyword => Lsp.CompletionItemKind.Keyword,
        Ide.Completion.CompletionKind.Snippet => Lsp.CompletionItemKind.Snippet,
        Ide.Completion.CompletionKind.Key => Lsp.CompletionItemKind.Property,
        Ide.Completion.CompletionKind.Value => Lsp.CompletionItemKind.EnumMember,
        Ide.Completion.CompletionKind.Model => Lsp.CompletionItemKind.Constant,
        Ide.Completion.CompletionKind.Index => Lsp.CompletionItemKind.Reference,
        Ide.Completion.CompletionKind.Role => Lsp.CompletionItemKind.Class,
        Ide.Completion.CompletionKind.File => Lsp.CompletionItemKind.File,
        Ide.Completion.CompletionKind.Folder => Lsp.CompletionItemKind.Folder,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The protocol has no such completion."),
    };

    private static Lsp.SymbolKind SymbolKind(DocumentSymbolKind kind) => kind switch
    {
        DocumentSymbolKind.FrontMatter => Lsp.SymbolKind.Module,
        DocumentSymbolKind.Key => Lsp.SymbolKind.Property,
        DocumentSymbolKind.Input => Lsp.SymbolKind.Variable,
        DocumentSymbolKind.Context => Lsp.SymbolKind.Interface,
        DocumentSymbolKind.Message => Lsp.SymbolKind.Class,
        DocumentSymbolKind.Block => Lsp.SymbolKind.Namespace,
        DocumentSymbolKind.Partial => Lsp.SymbolKind.File,
        DocumentSymbolKind.Case => Lsp.SymbolKind.Function,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The protocol has no such symbol."),
    };
}
