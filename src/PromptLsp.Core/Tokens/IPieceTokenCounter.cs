namespace PromptLsp.Core.Tokens;

/// <summary>
/// A tokenizer that cuts text into pieces first and never joins tokens across them, so that the count of a text is the sum of the counts of its pieces.
/// Pieces follow each other from offset 0 without gaps, and a piece depends on nothing in front of it: cutting may begin anew at any piece's start.
/// Safe for concurrent callers.
/// </summary>
/// <remarks>
/// An edit of a document keeps each piece whose <see cref="TokenPiece.ReadEnd"/> is not behind the edit's start; from the end of the last of them the text is cut
/// anew until a new piece starts where an old one did (moved by the edit's change of length): from there on the old pieces stay.
/// </remarks>
public interface IPieceTokenCounter : ITokenCounter
{
    /// <summary>The piece that begins at <paramref name="start"/>, and how far the text was read to find its end.</summary>
    /// <param name="text">The whole text: a piece may depend on where the text ends.</param>
    /// <param name="start">0, or the end of another piece; less than the text's length.</param>
    TokenPiece NextPiece(ReadOnlySpan<char> text, int start);

    /// <summary>Number of tokens of one piece, 1 or more. Time grows linearly with the piece; nothing is allocated.</summary>
    /// <param name="piece">Exactly one piece of <see cref="NextPiece"/>.</param>
    int CountPiece(ReadOnlySpan<char> piece);

    /// <summary>An empty state for one piece so long that an edit inside it should not count it anew: from some tens of kilobytes on.</summary>
    PrefixTokens CreatePrefixTokens();

    /// <summary>The tokens of <paramref name="text"/>, the literals of special tokens (<c>&lt;|endoftext|&gt;</c>) being those tokens: tiktoken's <c>encode</c> with all special tokens allowed.</summary>
    IReadOnlyList<TokenSpan> EncodeWithSpecialTokens(ReadOnlySpan<char> text);

    /// <summary>Empties the caches of counts, so that the next call is as the first of a process. Counts do not change by it.</summary>
    void ForgetCounts();
}
