using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Encoders;

/// <summary>A token and its place.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Start">First UTF-16 code unit of the text.</param>
/// <param name="End">First code unit behind it.</param>
/// <param name="IsSubword">True where it goes on with the word of the token before it.</param>
internal readonly record struct PlacedToken(int Id, int Start, int End, bool IsSubword);

/// <summary>Cuts texts into tokens and puts together what a model gets. Safe for concurrent callers.</summary>
internal interface ITextEncoder
{
    /// <summary>Number of the token that fills up shorter inputs of a batch.</summary>
    int PaddingId { get; }

    /// <summary>Number of special tokens around a text or a pair.</summary>
    int SpecialTokens(bool isPair);

    /// <summary>Number of special tokens before a text.</summary>
    int LeadingSpecialTokens { get; }

    /// <summary>The tokens of a text, none around it. Literals of special tokens are ordinary text: a text must not be able to end itself.</summary>
    IReadOnlyList<PlacedToken> Tokenize(string text);

    /// <summary>What a model gets for a part of a text.</summary>
    /// <param name="text">Its tokens.</param>
    /// <param name="tokenCount">Tokens of the whole, special ones counted.</param>
    ModelInput Assemble(ReadOnlySpan<PlacedToken> text, int tokenCount);

    /// <summary>What a model gets for parts of a pair.</summary>
    /// <param name="text">Tokens of the first text.</param>
    /// <param name="pair">Tokens of the second.</param>
    /// <param name="tokenCount">Tokens of the whole, special ones counted.</param>
    ModelInput AssemblePair(ReadOnlySpan<PlacedToken> text, ReadOnlySpan<PlacedToken> pair, int tokenCount);
}
