using System.Text;

namespace PromptLsp.Models.Tokenization.Texts;

/// <summary>
/// A text on its way through a tokenizer. Each code unit knows the range of the source that it comes from, so that a token's place is known whatever
/// the normalizer did. An untouched text holds no ranges: each code point is its own place. Immutable.
/// </summary>
internal sealed class AlignedText
{
    private readonly ReadOnlyMemory<char> _characters;
    private readonly int[]? _starts;
    private readonly int[]? _ends;
    private readonly int _origin;

    /// <summary>A part of the source as it stands there.</summary>
    /// <param name="characters">Without lone surrogates.</param>
    /// <param name="origin">Where it starts in the source, in UTF-16 code units.</param>
    public AlignedText(ReadOnlyMemory<char> characters, int origin)
    {
        _characters = characters;
        _origin = origin;
    }

    /// <summary>A rewritten text.</summary>
    /// <param name="characters">The text.</param>
    /// <param name="starts">Of each code unit, in the source.</param>
    /// <param name="ends">Of each code unit, in the source, exclusive.</param>
    public AlignedText(ReadOnlyMemory<char> characters, int[] starts, int[] ends)
    {
        _characters = characters;
        _starts = starts;
        _ends = ends;
    }

    /// <summary>The text.</summary>
    public ReadOnlySpan<char> Span => _characters.Span;

    /// <summary>The text.</summary>
    public ReadOnlyMemory<char> Characters => _characters;

    /// <summary>Code units.</summary>
    public int Length => _characters.Length;

    /// <summary>Where the source of the code unit starts.</summary>
    public int StartAt(int index)
    {
        if (_starts is not null)
        {
            return _starts[index];
        }

        return _origin + (char.IsLowSurrogate(_characters.Span[index]) ? index - 1 : index);
    }

    /// <summary>Where the source of the code unit ends.</summary>
    public int EndAt(int index)
    {
        if (_ends is not null)
        {
            return _ends[index];
        }

        return _origin + index + (char.IsHighSurrogate(_characters.Span[index]) ? 2 : 1);
    }

    /// <summary>A copy of the text with U+FFFD for each lone surrogate, as it would be on its way to the reference's UTF-8. Of the same length.</summary>
    public static ReadOnlyMemory<char> WithoutLoneSurrogates(ReadOnlySpan<char> text)
    {
        var copy = text.ToArray();
        var first = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (int index = first, length; index >= 0 && index < copy.Length; index += length)
        {
            if (Rune.DecodeFromUtf16(text[index..], out _, out length) != System.Buffers.OperationStatus.Done)
            {
                copy[index] = '\uFFFD';
            }
        }

        return copy;
    }
}
