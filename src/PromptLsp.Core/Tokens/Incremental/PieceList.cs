using System.Collections.Immutable;

namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>
/// The pieces of a text in chunks, with the sums of what stands before each chunk. Immutable: a changed list shares all chunks that an edit does not touch.
/// Making one costs the chunks that changed and a few numbers for each of the others.
/// </summary>
internal sealed class PieceList
{
    private readonly ImmutableArray<PieceChunk> _chunks;
    private readonly int[] _starts;
    private readonly int[] _tokens;

    /// <summary>Makes a list.</summary>
    public PieceList(ImmutableArray<PieceChunk> chunks)
    {
        _chunks = chunks;
        _starts = new int[chunks.Length + 1];
        _tokens = new int[chunks.Length + 1];
        for (var i = 0; i < chunks.Length; i++)
        {
            _starts[i + 1] = _starts[i] + chunks[i].Length;
            _tokens[i + 1] = _tokens[i] + chunks[i].Tokens;
        }
    }

    /// <summary>Tokens of the whole text.</summary>
    public int Tokens => _tokens[^1];

    /// <summary>Number of chunks.</summary>
    public int ChunkCount => _chunks.Length;

    /// <summary>UTF-16 code units.</summary>
    public int Length => _starts[^1];

    /// <summary>The place behind the last piece.</summary>
    public PiecePlace End => new(_chunks.Length, 0);

    /// <summary>The piece that holds <paramref name="offset"/>, its start and the tokens before it; the end for the text's length.</summary>
    public (PiecePlace Place, int Start, int TokensBefore) At(int offset)
    {
        if (offset >= Length)
        {
            return (End, Length, Tokens);
        }

        var found = Array.BinarySearch(_starts, offset);
        var chunk = found >= 0 ? found : ~found - 1;
        return Describe(chunk, _chunks[chunk].PieceAt(offset - _starts[chunk]));
    }

    /// <summary>The piece within which the tokens from the start exceed <paramref name="tokens"/>, less than <see cref="Tokens"/>.</summary>
    public (PiecePlace Place, int Start, int TokensBefore) AtToken(int tokens)
    {
        var found = Array.BinarySearch(_tokens, tokens);
        var chunk = found >= 0 ? found : ~found - 1;
        return Describe(chunk, _chunks[chunk].PieceAtToken(tokens - _tokens[chunk]));
    }

    /// <summary>The first piece for whose end the text was read behind <paramref name="offset"/>; the end where there is none.</summary>
    public (PiecePlace Place, int Start) FirstReadBehind(int offset)
    {
        for (var i = 0; i < _chunks.Length; i++)
        {
            if (_starts[i] + _chunks[i].ReadEnd > offset)
            {
                var piece = _chunks[i].FirstReadBehind(offset - _starts[i]);
                return (new PiecePlace(i, piece), _starts[i] + _chunks[i].StartOf(piece));
            }
        }

        return (End, Length);
    }

    /// <summary>A piece.</summary>
    public CountedPiece this[PiecePlace place] => _chunks[place.Chunk][place.Piece];

    /// <summary>The place behind one.</summary>
    public PiecePlace Next(PiecePlace place) =>
        place.Piece + 1 < _chunks[place.Chunk].Count ? place with { Piece = place.Piece + 1 } : new PiecePlace(place.Chunk + 1, 0);

    /// <summary>The list with the pieces from <paramref name="from"/> up to <paramref name="to"/> replaced.</summary>
    public PieceList Replace(PiecePlace from, PiecePlace to, List<CountedPiece> pieces)
    {
        // The whole of the chunks at both ends is made anew, and a neighbour with them where they became small: so chunks stay few.
        var (first, last) = (from.Chunk, to.Piece == 0 ? to.Chunk : to.Chunk + 1);
        var changed = new List<CountedPiece>(pieces.Count + (2 * PieceChunk.MaxPieces));
        AddRange(changed, new PiecePlace(first, 0), from);
        changed.AddRange(pieces);
        AddRange(changed, to, new PiecePlace(last, 0));
        if (changed.Count < PieceChunk.MaxPieces / 4 && first > 0)
        {
            first--;
            var before = new List<CountedPiece>();
            AddRange(before, new PiecePlace(first, 0), new PiecePlace(first + 1, 0));
            changed.InsertRange(0, before);
        }

        var chunks = ImmutableArray.CreateBuilder<PieceChunk>(_chunks.Length + (pieces.Count / PieceChunk.MaxPieces) + 2);
        chunks.AddRange(_chunks.AsSpan(0, first));
        PieceListBuilder.AddChunks(chunks, changed);
        chunks.AddRange(_chunks.AsSpan(last, _chunks.Length - last));
        return new PieceList(chunks.ToImmutable());
    }

    private void AddRange(List<CountedPiece> pieces, PiecePlace from, PiecePlace to)
    {
        for (var place = from; place != to && place.Chunk < _chunks.Length; place = Next(place))
        {
            pieces.Add(this[place]);
        }
    }

    private (PiecePlace Place, int Start, int TokensBefore) Describe(int chunk, int piece) =>
        (new PiecePlace(chunk, piece), _starts[chunk] + _chunks[chunk].StartOf(piece), _tokens[chunk] + _chunks[chunk].TokensBefore(piece));
}

/// <summary>The place of a piece: the number of its chunk and its number in it.</summary>
internal readonly record struct PiecePlace(int Chunk, int Piece);
