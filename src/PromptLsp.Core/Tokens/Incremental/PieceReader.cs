namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>Reads pieces of texts and counts them; of very long ones it keeps what an edit within them needs. Safe for concurrent callers.</summary>
/// <param name="counter">The tokenizer.</param>
/// <param name="longPiece">UTF-16 code units from which on a piece is long.</param>
internal sealed class PieceReader(IPieceTokenCounter counter, int longPiece = LongPieces.Shortest)
{
    private readonly LongPieces _long = new(counter);

    /// <summary>The tokenizer.</summary>
    public IPieceTokenCounter Counter => counter;

    /// <summary>The piece that begins at <paramref name="start"/>.</summary>
    public CountedPiece At(string text, int start)
    {
        var piece = counter.NextPiece(text, start);
        var span = text.AsSpan(start, piece.End - start);
        return new CountedPiece(span.Length, piece.ReadEnd - start, span.Length < longPiece ? counter.CountPiece(span) : _long.Count(span));
    }

    /// <summary>The tokens of one piece with their offsets in the text.</summary>
    public List<TokenSpan> TokensOf(string text, int start, CountedPiece piece)
    {
        // What stands behind the part that was read has no say in where the piece ends, and neither has whether anything stands there.
        var read = text.AsSpan(start, Math.Min(piece.ReadLength, text.Length - start));
        return [.. counter.Encode(read).TakeWhile(token => token.Start < piece.Length).Select(token => token with { Start = token.Start + start, End = token.End + start })];
    }
}
