namespace PromptLsp.Models.Tokenization;

/// <summary>The normalized word that is being gathered, each code unit with the place that it comes from.</summary>
internal ref struct WordBuffer
{
    private readonly Span<char> _characters;
    private readonly Span<int> _starts;
    private readonly Span<int> _ends;
    private readonly int _maxCodePoints;
    private int _codePoints;
    private int _length;

    /// <param name="characters">Room for two code units for each code point that a word may have.</param>
    /// <param name="starts">Of the same length.</param>
    /// <param name="ends">Of the same length.</param>
    public WordBuffer(Span<char> characters, Span<int> starts, Span<int> ends)
    {
        _characters = characters;
        _starts = starts;
        _ends = ends;
        _maxCodePoints = characters.Length / 2;
    }

    public readonly bool IsEmpty => _codePoints == 0;

    /// <summary>True where the word has more code points than the model takes.</summary>
    public readonly bool IsTooLong => _codePoints > _maxCodePoints;

    public readonly ReadOnlySpan<char> Text => _characters[.._length];

    /// <summary>Where the whole word starts in the source.</summary>
    public readonly int Start => _starts[0];

    /// <summary>Where the whole word ends in the source.</summary>
    public int End { get; private set; }

    public readonly int StartOf(int index) => _starts[index];

    /// <summary>Where the source of the code unit before <paramref name="index"/> ends.</summary>
    public readonly int EndBefore(int index) => _ends[index - 1];

    public void Clear()
    {
        _codePoints = 0;
        _length = 0;
    }

    public void Append(char character, int start, int end)
    {
        End = end;
        if (++_codePoints <= _maxCodePoints)
        {
            _characters[_length] = character;
            _starts[_length] = start;
            _ends[_length++] = end;
        }
    }

    /// <summary>Appends one code point of one or two code units.</summary>
    public void Append(ReadOnlySpan<char> codePoint, int start, int end)
    {
        Append(codePoint[0], start, end);
        if (codePoint.Length == 2 && !IsTooLong)
        {
            _characters[_length] = codePoint[1];
            _starts[_length] = start;
            _ends[_length++] = end;
        }
    }
}
