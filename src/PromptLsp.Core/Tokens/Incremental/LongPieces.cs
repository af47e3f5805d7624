namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>
/// Pieces so long that counting one anew at each key would be felt. Where their tokens are short, so that counting takes longest, the last token of each prefix is
/// kept of the newest few, and an edit finds anew only those that it can reach. Safe for concurrent callers.
/// </summary>
/// <param name="counter">The tokenizer.</param>
internal sealed class LongPieces(IPieceTokenCounter counter)
{
    /// <summary>UTF-16 code units from which on a piece is long.</summary>
    public const int Shortest = 16 * 1024;

    /// <summary>Tokens that are longer are found so fast that nothing need be kept: runs of one character have few.</summary>
    private const int ShortToken = 3;

    private const int MostKept = 2;

    private readonly Lock _lock = new();
    private readonly List<LongPiece> _kept = [];

    /// <summary>Number of tokens of a long piece.</summary>
    public int Count(ReadOnlySpan<char> piece)
    {
        lock (_lock)
        {
            if (Nearest(piece) is { } near)
            {
                _kept.Remove(near);
                _kept.Insert(0, near);
                return near.Count(piece);
            }

            var count = counter.CountPiece(piece);
            if (count * (long)ShortToken >= piece.Length)
            {
                // A document that is opened can wait for what keys will need; where a key has parted a piece, it is not known yet who types on in which part.
                _kept.Insert(0, new LongPiece(counter, piece, isTypedIn: _kept.Count == 0));
                _kept.RemoveRange(Math.Min(MostKept, _kept.Count), Math.Max(0, _kept.Count - MostKept));
            }

            return count;
        }
    }

    /// <summary>The piece that gives all but a small part of this one; null where there is none.</summary>
    private LongPiece? Nearest(ReadOnlySpan<char> piece)
    {
        foreach (var kept in _kept)
        {
            if (piece.Length - kept.EqualLength(piece) <= piece.Length / 8)
            {
                return kept;
            }
        }

        return null;
    }
}
