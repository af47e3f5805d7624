using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>What a completion stands for: decides its icon.</summary>
public enum CompletionKind
{
    /// <summary>An input, a context or a variable of the template.</summary>
    Variable,

    /// <summary>A member of a variable.</summary>
    Property,

    /// <summary>A function or filter of the template language.</summary>
    Function,

    /// <summary>A group of functions, such as <c>string</c>.</summary>
    Group,

    /// <summary>A word of the template language.</summary>
    Keyword,

    /// <summary>A block or line with places to fill in.</summary>
    Snippet,

    /// <summary>A key of a mapping.</summary>
    Key,

    /// <summary>One of the words that a key allows.</summary>
    Value,

    /// <summary>A language model.</summary>
    Model,

    /// <summary>A retrieval index.</summary>
    Index,

    /// <summary>A role line.</summary>
    Role,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,
}

/// <summary>One thing that can be written at the caret.</summary>
/// <param name="Label">What the list shows; the text that is typed is matched against it unless <see cref="FilterText"/> says otherwise.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Edit">What is written: the span holds the caret and stays within its line.</param>
public sealed record CompletionItem(string Label, CompletionKind Kind, TextEdit Edit)
{
    /// <summary>A few words behind the label: a type, a signature.</summary>
    public string? Detail { get; init; }

    /// <summary>More about it, in Markdown.</summary>
    public string? Documentation { get; init; }

    /// <summary>
    /// True where the new text holds tab stops in the syntax of LSP snippets (<c>${1:name}</c>, <c>$0</c>). <see cref="PlainText"/> is for editors without them.
    /// </summary>
    public bool IsSnippet { get; init; }

    /// <summary>For a snippet: the text for an editor that has no snippets.</summary>
    public string? PlainText { get; init; }

    /// <summary>The list is in ordinal order of this; null: of the label.</summary>
    public string? SortText { get; init; }

    /// <summary>What the typed text is matched against; null: the label.</summary>
    public string? FilterText { get; init; }

    /// <summary>True where completion should be asked for again when it has been written: behind a key, a group's dot or a folder's slash.</summary>
    public bool AsksAgain { get; init; }
}
