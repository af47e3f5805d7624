namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>
/// Some neighbouring pieces of a text and their tokens. Knows no place in the text: all offsets count from the chunk's own start, so that an edit in front of
/// it leaves it as it is. Immutable.
/// </summary>
internal sealed class PieceChunk
{
    /// <summary>Most pieces in one chunk.</summary>
    public const int MaxPieces = 256;

    private readonly int[] _ends;
    private readonly int[] _readEnds;
    private readonly int[] _tokens;

    /// <summary>Makes a chunk of one piece or more.</summary>
    /// <param name="pieces">The pieces with their tokens, one behind the other.</param>
    public PieceChunk(ReadOnlySpan<CountedPiece> pieces)
    {
        _ends = new int[pieces.Length];
        _readEnds = new int[pieces.Length];
        _tokens = new int[pieces.Length];
        var (length, tokens) = (0, 0);
        for (var i = 0; i < pieces.Length; i++)
        {
            _readEnds[i] = length + pieces[i].ReadLength;
            ReadEnd = Math.Max(ReadEnd, _readEnds[i]);
            _ends[i] = length += pieces[i].Length;
            _tokens[i] = tokens += pieces[i].Tokens;
        }
    }

    /// <summary>Number of pieces.</summary>
    public int Count => _ends.Length;

    /// <summary>UTF-16 code units.</summary>
    public int Length => _ends[^1];

    /// <summary>Tokens of all pieces.</summary>
    public int Tokens => _tokens[^1];

    /// <summary>How far the text was read to find the ends of all pieces.</summary>
    public int ReadEnd { get; }

    /// <summary>Where a piece begins; the chunk's end for the number behind the last one.</summary>
    public int StartOf(int piece) => piece == 0 ? 0 : _ends[piece - 1];

    /// <summary>Tokens of the pieces before one.</summary>
    public int TokensBefore(int piece) => piece == 0 ? 0 : _tokens[piece - 1];

    /// <summary>A piece.</summary>
    public CountedPiece this[int piece] =>
        new(_ends[piece] - StartOf(piece), _readEnds[piece] - StartOf(piece), _tokens[piece] - TokensBefore(piece));

    /// <summary>The piece that holds <paramref name="offset"/>, less than <see cref="Length"/>.</summary>
    public int PieceAt(int offset)
    {
        var found = Array.BinarySearch(_ends, offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>The first piece for whose end the text was read behind <paramref name="offset"/>; <see cref="Count"/> where there is none.</summary>
    public int FirstReadBehind(int offset)
    {
        var found = Array.FindIndex(_readEnds, end => end > offset);
        return found < 0 ? Count : found;
    }

    /// <summary>The piece within which the tokens from the chunk's start exceed <paramref name="tokens"/>, less than <see cref="Tokens"/>.</summary>
    public int PieceAtToken(int tokens)
    {
        var found = Array.BinarySearch(_tokens, tokens);
        return found >= 0 ? found + 1 : ~found;
    }
}

/// <summary>A piece of a text and its tokens, wherever it stands.</summary>
/// <param name="Length">UTF-16 code units, 1 or more.</param>
/// <param name="ReadLength">How far the text was read from the piece's start to find its end; one more than to the text's end where that had a part.</param>
/// <param name="Tokens">Its tokens.</param>
internal readonly record struct CountedPiece(int Length, int ReadLength, int Tokens);
