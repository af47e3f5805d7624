namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>Greedy longest pieces of a word (Wu et al. 2016); a word that cannot be cut so, or is too long, is one unknown token.</summary>
/// <param name="tokens">Texts and numbers.</param>
/// <param name="vocabulary">The same, to be matched.</param>
/// <param name="unknownId">The unknown token.</param>
/// <param name="maxWordLength">Words of more code points are unknown.</param>
internal sealed class WordPieceSubwords(TokenTable tokens, WordPieceVocabulary vocabulary, int unknownId, int maxWordLength) : ISubwordModel
{
    /// <summary>The pieces.</summary>
    public WordPieceVocabulary Vocabulary => vocabulary;

    /// <summary>The unknown token.</summary>
    public int UnknownId => unknownId;

    /// <summary>Words of more code points are unknown.</summary>
    public int MaxWordLength => maxWordLength;

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
        if (IsTooLong(piece) || !TryMatch(piece, output))
        {
            output.Clear();
            output.Add(new Subword(unknownId, 0, piece.Length));
        }
    }

    private bool IsTooLong(ReadOnlySpan<char> piece)
    {
        if (piece.Length <= maxWordLength)
        {
            return false;
        }

        var count = 0;
        foreach (var character in piece)
        {
            count += char.IsLowSurrogate(character) ? 0 : 1;
        }

        return count > maxWordLength;
    }

    private bool TryMatch(ReadOnlySpan<char> piece, SubwordBuffer output)
    {
        Span<uint> hashes = stackalloc uint[Math.Min(vocabulary.LongestPiece, piece.Length)];
        for (int start = 0, length; start < piece.Length; start += length)
        {
            length = vocabulary.LongestMatch(piece[start..], start > 0, hashes, out var id);
            if (length == 0)
            {
                return false;
            }

            output.Add(new Subword(id, start, start + length));
        }

        return true;
    }
}
