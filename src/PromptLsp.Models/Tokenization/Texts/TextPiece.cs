namespace PromptLsp.Models.Tokenization.Texts;

/// <summary>A part of a text: a pre-token, or an added token that was found in it.</summary>
/// <param name="Start">First code unit in the text.</param>
/// <param name="Length">Code units, at least 1.</param>
/// <param name="TokenId">The added token, or -1.</param>
internal readonly record struct TextPiece(int Start, int Length, int TokenId = -1)
{
    /// <summary>Behind the last code unit.</summary>
    public int End => Start + Length;

    /// <summary>True for an added token: nothing rewrites or cuts it.</summary>
    public bool IsToken => TokenId >= 0;
}
