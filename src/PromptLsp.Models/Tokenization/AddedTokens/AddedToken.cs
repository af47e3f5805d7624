namespace PromptLsp.Models.Tokenization.AddedTokens;

/// <summary>A token that is found in a text by its literal, before anything is cut into subwords.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Content">Its literal.</param>
public sealed record AddedToken(int Id, string Content)
{
    /// <summary>True for the markers of a model (<c>[CLS]</c>, <c>&lt;|im_start|&gt;</c>): texts of strangers are encoded without finding them, and decoding can leave them out.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>True where it is not found inside a word.</summary>
    public bool IsSingleWord { get; init; }

    /// <summary>True where it takes the white space before it.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>True where it takes the white space behind it.</summary>
    public bool StripsRight { get; init; }

    /// <summary>True where it is looked for in the normalized text.</summary>
    public bool IsNormalized { get; init; }
}
