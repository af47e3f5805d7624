using System.Collections.Immutable;
using PromptLsp.Ide.Actions;
using PromptLsp.Server.Sessions;
using Lsp = PromptLsp.Protocol.Generated;

namespace PromptLsp.Server;

internal static partial class ToProto
{
    /// <summary>A change that the editor offers.</summary>
    public static Lsp.CodeAction Action(RequestDocument document, SessionSnapshot snapshot, CodeAction action) => new()
    {
        Title = action.Title,
        Kind = ActionKind(action.Kind),
        Diagnostics = action.Diagnostics.IsEmpty ? null : [.. action.Diagnostics.Select(finding => Diagnostic(document, snapshot.Client, finding))],
        IsPreferred = action.IsPreferred ? true : null,
        Edit = WorkspaceEdit(document, snapshot, action.Edits),
    };

    /// <summary>The name of a kind of action.</summary>
    public static Lsp.CodeActionKind ActionKind(CodeActionKind kind) => kind switch
    {
        CodeActionKind.QuickFix => Lsp.CodeActionKind.QuickFix,
        CodeActionKind.Refactor => Lsp.CodeActionKind.RefactorRewrite,
        CodeActionKind.FixAll => Lsp.CodeActionKind.SourceFixAll,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The protocol has no such action."),
    };

    /// <summary>Edits of one document, naming the version that they are for where the editor takes that.</summary>
    private static Lsp.WorkspaceEdit WorkspaceEdit(RequestDocument document, SessionSnapshot snapshot, ImmutableArray<Syntax.Text.TextEdit> edits)
    {
        var uri = snapshot.UriOf(document.Path);
        if (!snapshot.Client.TakesDocumentChanges)
        {
            return new Lsp.WorkspaceEdit { Changes = new() { [uri] = [.. edits.Select(edit => TextEdit(document, edit))] } };
        }

        return new Lsp.WorkspaceEdit
        {
            DocumentChanges =
            [
                new Lsp.TextDocumentEdit
                {
                    TextDocument = new Lsp.OptionalVersionedTextDocumentIdentifier { Uri = uri, Version = document.Version },
                    Edits = [.. edits.Select(edit => (Lsp.TextEditOrAnnotatedTextEditOrSnippetTextEdit)TextEdit(document, edit))],
                },
            ],
        };
    }
}
