namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>Cuts a piece of text into the tokens of a vocabulary. Immutable; safe for concurrent callers.</summary>
internal interface ISubwordModel
{
    /// <summary>Highest token number + 1.</summary>
    int IdLimit { get; }

    /// <summary>The number of a token's text, or -1.</summary>
    int IdOf(ReadOnlySpan<char> text);

    /// <summary>The text of a token as the vocabulary writes it, or null.</summary>
    string? TextOf(int id);

    /// <summary>Cuts a piece.</summary>
    /// <param name="piece">Not empty.</param>
    /// <param name="output">Takes the tokens; what it holds before is overwritten.</param>
    void Encode(ReadOnlySpan<char> piece, SubwordBuffer output);
}
