namespace PromptLsp.Syntax.Text;

/// <summary>A half-open range of UTF-16 code units, <c>[Start, End)</c>, counted from the start of a document.</summary>
public readonly record struct TextSpan
{
    /// <summary>Makes a span.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The start is negative or the end lies before it.</exception>
    public TextSpan(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        Start = start;
        End = end;
    }

    /// <summary>First code unit in the span.</summary>
    public int Start { get; }

    /// <summary>First code unit behind the span.</summary>
    public int End { get; }

    /// <summary>Number of code units.</summary>
    public int Length => End - Start;

    /// <summary>True where the span holds nothing.</summary>
    public bool IsEmpty => Start == End;

    /// <summary>True where <paramref name="offset"/> lies in the span; its end does not.</summary>
    public bool Contains(int offset) => offset >= Start && offset < End;

    /// <summary>True where <paramref name="offset"/> lies in the span or at its end: where a caret touches it.</summary>
    public bool Touches(int offset) => offset >= Start && offset <= End;

    /// <summary>True where <paramref name="other"/> lies wholly in this span.</summary>
    public bool Contains(TextSpan other) => other.Start >= Start && other.End <= End;

    /// <summary>True where the two spans share a code unit.</summary>
    public bool Overlaps(TextSpan other) => other.Start < End && Start < other.End;

    /// <summary>This span, moved by <paramref name="offset"/> code units.</summary>
    public TextSpan Shift(int offset) => new(Start + offset, End + offset);

    /// <summary>The span of <paramref name="length"/> code units from <paramref name="start"/>.</summary>
    public static TextSpan FromLength(int start, int length) => new(start, start + length);

    /// <inheritdoc/>
    public override string ToString() => $"[{Start}..{End})";
}
