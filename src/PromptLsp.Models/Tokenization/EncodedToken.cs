namespace PromptLsp.Models.Tokenization;

/// <summary>One token of an encoded text.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Text">As the vocabulary writes it; for a Unigram's unknown the text itself.</param>
/// <param name="Start">First UTF-16 code unit in its text, 0 for a token that was put around it.</param>
/// <param name="End">Behind the last one, 0 for a token that was put around it.</param>
public readonly record struct EncodedToken(int Id, string Text, int Start, int End)
{
    /// <summary>Number of the pre-token that it belongs to, from 0; null for a token that was put around the text.</summary>
    public int? Word { get; init; }

    /// <summary>The segment number that models of pairs are given.</summary>
    public int TypeId { get; init; }

    /// <summary>0 for the text, 1 for its pair, null for a token that was put around them.</summary>
    public int? Sequence { get; init; }

    /// <summary>True for a token that was put around the text.</summary>
    public bool IsSpecial { get; init; }
}
