using System.Buffers;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Byte pair encoding of one piece: of all neighbours whose join is a token, the pair of the lowest rank is joined, the leftmost first,
/// until there is none (Sennrich et al. 2016; ranks as in tiktoken).
/// </summary>
internal static class BpeMerger
{
    private const int NoRank = int.MaxValue;
    private const int LongPiece = 96;

    /// <summary>
    /// Writes the end offset in bytes of each token of <paramref name="piece"/> to <paramref name="ends"/>, which has at least as many places
    /// as the piece has bytes.
    /// </summary>
    /// <returns>Number of tokens.</returns>
    public static int Merge(BpeVocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> ends)
    {
        if (piece.IsEmpty)
        {
            return 0;
        }

        if (piece.Length == 1 || vocabulary.RankOf(piece) >= 0)
        {
            ends[0] = piece.Length;
            return 1;
        }

        return piece.Length < LongPiece ? MergeShort(vocabulary, piece, ends) : MergeLong(vocabulary, piece, ends);
    }

    /// <summary>Looks through all pairs for each join: fastest for words.</summary>
    private static int MergeShort(BpeVocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> ends)
    {
        Span<int> ranks = stackalloc int[LongPiece];
        var count = piece.Length;
        for (var i = 0; i < count; i++)
        {
            ends[i] = i + 1;
            ranks[i] = i + 1 < count ? RankOf(vocabulary, piece, i, i + 2) : NoRank;
        }

        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i < count - 1; i++)
            {
                best = ranks[i] < ranks[best] ? i : best;
            }

            if (ranks[best] == NoRank)
            {
                break;
            }

            ends[(best + 1)..count].CopyTo(ends[best..]);
            ranks[(best + 2)..count].CopyTo(ranks[(best + 1)..]);
            count--;
            ranks[best] = best + 1 < count ? RankOf(vocabulary, piece, StartOf(ends, best), ends[best + 1]) : NoRank;
            if (best > 0)
            {
                ranks[best - 1] = RankOf(vocabulary, piece, StartOf(ends, best - 1), ends[best]);
            }
        }

        return count;
    }

    /// <summary>Keeps the pairs in a heap: n log n, for texts without white space and for runs of one character.</summary>
    private static int MergeLong(BpeVocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> ends)
    {
        var buffer = ArrayPool<int>.Shared.Rent(3 * piece.Length);
        var next = buffer.AsSpan(0, piece.Length);
        var previous = buffer.AsSpan(piece.Length, piece.Length);
        var ranks = buffer.AsSpan(2 * piece.Length, piece.Length);
        var heap = new PriorityQueue<int, ulong>(piece.Length);
        for (var i = 0; i < piece.Length; i++)
        {
            next[i] = i + 1;
            previous[i] = i - 1;
        }

        for (var i = 0; i < piece.Length; i++)
        {
            Rank(vocabulary, piece, next, ranks, heap, i);
        }

        while (heap.TryDequeue(out var start, out var priority))
        {
            if (ranks[start] == NoRank || priority != Priority(ranks[start], start))
            {
                continue;
            }

            var joined = next[start];
            ranks[joined] = NoRank;
            next[start] = next[joined];
            if (next[start] < piece.Length)
            {
                previous[next[start]] = start;
            }

            Rank(vocabulary, piece, next, ranks, heap, start);
            if (previous[start] >= 0)
            {
                Rank(vocabulary, piece, next, ranks, heap, previous[start]);
            }
        }

        var count = 0;
        for (var start = 0; start < piece.Length; start = next[start])
        {
            ends[count++] = next[start];
        }

        ArrayPool<int>.Shared.Return(buffer);
        return count;
    }

    /// <summary>Finds the rank of the part at <paramref name="start"/> joined with the next one, and puts it in the heap.</summary>
    private static void Rank(
        BpeVocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> next, Span<int> ranks, PriorityQueue<int, ulong> heap, int start)
    {
        var second = next[start];
        ranks[start] = second < piece.Length ? RankOf(vocabulary, piece, start, next[second]) : NoRank;
        if (ranks[start] != NoRank)
        {
            heap.Enqueue(start, Priority(ranks[start], start));
        }
    }

    private static ulong Priority(int rank, int start) => ((ulong)(uint)rank << 32) | (uint)start;

    private static int StartOf(Span<int> ends, int index) => index == 0 ? 0 : ends[index - 1];

    private static int RankOf(BpeVocabulary vocabulary, ReadOnlySpan<byte> piece, int start, int end)
    {
        var rank = vocabulary.RankOf(piece[start..end]);
        return rank < 0 ? NoRank : rank;
    }
}
