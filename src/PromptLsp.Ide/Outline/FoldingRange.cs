using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Outline;

/// <summary>What is folded.</summary>
public enum FoldingKind
{
    /// <summary>The front matter.</summary>
    FrontMatter,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A block of the template, a tag of several lines, or an entry of a mapping.</summary>
    Region,

    /// <summary>A comment.</summary>
    Comment,
}

/// <summary>Lines that can be folded away: from the line of the span's start, which stays, to that of its end.</summary>
/// <param name="Span">Begins and ends on different lines; ends behind the last character that is folded, its line break left out.</param>
/// <param name="Kind">What it is.</param>
public sealed record FoldingRange(TextSpan Span, FoldingKind Kind);
