namespace PromptLsp.Models.Tokenization;

/// <summary>How a text is encoded.</summary>
public sealed record TokenizerEncodeOptions
{
    /// <summary>True to put the tokens around the text that the model expects (<c>[CLS]</c>, <c>&lt;/s&gt;</c> …).</summary>
    public bool AddSpecialTokens { get; init; } = true;

    /// <summary>True where literals of special tokens in the text stand for them; false, the safe choice for texts of strangers, where they are ordinary text.</summary>
    public bool ParseSpecialTokens { get; init; }

    /// <summary>The most tokens, those around the text counted; null for no limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Tokens that each overflowing part repeats of the one before; less than what remains of <see cref="MaxLength"/> for the text.</summary>
    public int Stride { get; init; }

    /// <summary>Which end of a text is cut.</summary>
    public TruncationSide Side { get; init; } = TruncationSide.Right;

    /// <summary>Which text of a pair is cut.</summary>
    public TruncationStrategy Strategy { get; init; } = TruncationStrategy.LongestFirst;
}

/// <summary>Which end of a text is cut.</summary>
public enum TruncationSide
{
    /// <summary>Its end.</summary>
    Right,

    /// <summary>Its beginning.</summary>
    Left,
}

/// <summary>Which text of a pair is cut.</summary>
public enum TruncationStrategy
{
    /// <summary>The longer one, then both alike.</summary>
    LongestFirst,

    /// <summary>The text.</summary>
    OnlyFirst,

    /// <summary>Its pair.</summary>
    OnlySecond,
}
