using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Outline;

/// <summary>What an entry of the outline is.</summary>
public enum DocumentSymbolKind
{
    /// <summary>The front matter.</summary>
    FrontMatter,

    /// <summary>A key of a mapping.</summary>
    Key,

    /// <summary>An input.</summary>
    Input,

    /// <summary>A retrieval.</summary>
    Context,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A block of the template, such as a loop.</summary>
    Block,

    /// <summary>A partial that is included.</summary>
    Partial,

    /// <summary>A case of a suite.</summary>
    Case,
}

/// <summary>An entry of a document's outline.</summary>
/// <param name="Name">Its name; never empty.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Span">All of it.</param>
/// <param name="NameSpan">Its name; lies in <paramref name="Span"/>.</param>
public sealed record DocumentSymbolNode(string Name, DocumentSymbolKind Kind, TextSpan Span, TextSpan NameSpan)
{
    /// <summary>A few words behind the name: a type, a number of tokens.</summary>
    public string? Detail { get; init; }

    /// <summary>What lies in it, in the order of the text.</summary>
    public ImmutableArray<DocumentSymbolNode> Children { get; init; } = [];
}
