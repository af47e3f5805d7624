using System.Collections.Immutable;
using System.Text;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Prompts;

/// <summary>A prompt file, parsed. Made for every input, however broken; gives the input back byte for byte.</summary>
public sealed record PromptSyntaxTree
{
    /// <summary>The document.</summary>
    public required SourceText Source { get; init; }

    /// <summary>The front matter; null where the file has none.</summary>
    public FrontMatterSyntax? FrontMatter { get; init; }

    /// <summary>The body: all behind the front matter.</summary>
    public required TextSpan Body { get; init; }

    /// <summary>The body's pieces: they cover it without gap.</summary>
    public required ImmutableArray<BodyPiece> Pieces { get; init; }

    /// <summary>The role lines in order.</summary>
    public required ImmutableArray<RoleLine> RoleLines { get; init; }

    /// <summary>The messages as the template writes them, in order.</summary>
    public required ImmutableArray<MessageSyntax> Messages { get; init; }

    /// <summary>The template.</summary>
    public required TemplateSyntax Template { get; init; }

    /// <summary>What is wrong with the syntax, in the order of the text.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>The message that holds <paramref name="offset"/>, or null outside the body.</summary>
    public MessageSyntax? MessageAt(int offset) => Messages.LastOrDefault(message => message.Span.Touches(offset));

    /// <summary>The text, put together from the tree's pieces.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Source.Length);
        if (FrontMatter is { } matter)
        {
            text.Append(Source.Slice(matter.OpeningFence)).Append(Source.Slice(matter.Content)).Append(Source.Slice(matter.ClosingFence));
        }

        foreach (var piece in Pieces)
        {
            text.Append(Source.Text, piece.Span.Start, piece.Span.Length);
        }

        return text.ToString();
    }
}
