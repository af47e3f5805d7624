using System.Collections.Immutable;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rendering;

/// <summary>A rendered prompt: messages in order.</summary>
public sealed record RenderedPrompt(ImmutableArray<RenderedMessage> Messages);

/// <summary>One message that will be sent.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Segments">Its content in order; no two neighbours come from the same place.</param>
/// <param name="Source">The message of the template that it came from; null for one spliced in from a value.</param>
public sealed record RenderedMessage(PromptRole Role, ImmutableArray<RenderedSegment> Segments, MessageSyntax? Source)
{
    private string? _text;

    /// <summary>The content as one string.</summary>
    public string Text => _text ??= Join();

    private string Join() => Segments.Length == 1 ? Segments[0].Text : string.Create(
        Segments.Sum(segment => segment.Text.Length),
        Segments,
        static (text, segments) =>
        {
            foreach (var segment in segments)
            {
                segment.Text.CopyTo(text);
                text = text[segment.Text.Length..];
            }
        });

    /// <summary>Takes the string of the content over from an earlier rendering where all segments have the same text.</summary>
    internal void JoinLike(RenderedMessage? earlier)
    {
        if (earlier?._text is { } text && Segments.Length == earlier.Segments.Length && SharesTexts(earlier))
        {
            _text = text;
        }
    }

    private bool SharesTexts(RenderedMessage other)
    {
        for (var i = 0; i < Segments.Length; i++)
        {
            if (!ReferenceEquals(Segments[i].Text, other.Segments[i].Text) && Segments[i].Text != other.Segments[i].Text)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The input of type messages that it was spliced in from; null for one of the template's own.</summary>
    public string? SplicedFrom { get; init; }
}

/// <summary>Where a segment's text comes from.</summary>
public enum SegmentKind
{
    /// <summary>The template's own text.</summary>
    Literal,

    /// <summary>The result of an expression.</summary>
    Value,
}

/// <summary>A piece of rendered text and where it comes from.</summary>
/// <param name="Kind">Literal text or a value.</param>
/// <param name="Text">The text, as it will be sent.</param>
/// <param name="FilePath">The file that holds <paramref name="TemplateSpan"/>: the prompt itself or a partial.</param>
/// <param name="TemplateSpan">The template text: for a literal the very text, for a value the expression.</param>
/// <param name="Variable">For a value: the root input or context it comes from (<c>docs</c>), or null where it is computed from none.</param>
/// <param name="VariablePath">For a value: the path as written (<c>d.text</c>).</param>
public sealed record RenderedSegment(
    SegmentKind Kind, string Text, string FilePath, TextSpan TemplateSpan, string? Variable = null, string? VariablePath = null);
