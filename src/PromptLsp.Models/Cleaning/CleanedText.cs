using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Cleaning;

/// <summary>A text that was prepared, and where each part of it stood. Immutable.</summary>
public sealed class CleanedText
{
    private readonly AlignedText _text;

    internal CleanedText(AlignedText text)
    {
        _text = text;
        Text = text.Span.ToString();
    }

    /// <summary>The prepared text.</summary>
    public string Text { get; }

    /// <summary>Where a part of the prepared text stood in the text as it came, in UTF-16 code units.</summary>
    /// <param name="start">First code unit of the prepared text.</param>
    /// <param name="end">First code unit behind it, more than <paramref name="start"/>.</param>
    public (int Start, int End) SourceOf(int start, int end) => (_text.StartAt(start), _text.EndAt(end - 1));
}
