namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>Whole words.</summary>
/// <param name="tokens">Texts and numbers.</param>
/// <param name="unknownId">The token of other words.</param>
internal sealed class WordLevelModel(TokenTable tokens, int unknownId) : ISubwordModel
{
    /// <inheritdoc/>
    public int IdLimit => tokens.IdLimit;

    /// <inheritdoc/>
    public int IdOf(ReadOnlySpan<char> text) => tokens.IdOf(text);

    /// <inheritdoc/>
    public string? TextOf(int id) => tokens.TextOf(id);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<char> piece, SubwordBuffer output)
    {
        output.Clear();
        var id = tokens.IdOf(piece);
        output.Add(new Subword(id < 0 ? unknownId : id, 0, piece.Length));
    }
}
