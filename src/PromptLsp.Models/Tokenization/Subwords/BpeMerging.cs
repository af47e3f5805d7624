namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>
/// Applies merges in the order of their rank, of equals from left to right. Short pieces are searched through for the next merge; long ones keep
/// their candidates in a queue, so that no text takes longer than n log n.
/// </summary>
internal static class BpeMerging
{
    private const int LongestScan = 40;

    /// <summary>Merges symbols and adds what is left to the output.</summary>
    public static void Merge(MergeTable merges, Span<Subword> symbols, SubwordBuffer output)
    {
        var rest = symbols.Length <= LongestScan ? MergeByScan(merges, symbols) : MergeByQueue(merges, symbols, output);
        foreach (var symbol in symbols[..rest])
        {
            output.Add(symbol);
        }
    }

    private static int MergeByScan(MergeTable merges, Span<Subword> symbols)
    {
        Span<int> ranks = stackalloc int[LongestScan];
        Span<int> results = stackalloc int[LongestScan];
        var count = symbols.Length;
        for (var index = 0; index + 1 < count; index++)
        {
            ranks[index] = merges.RankOf(symbols[index].Id, symbols[index + 1].Id, out results[index]);
        }

        while (count > 1)
        {
            var best = IndexOfLowest(ranks[..(count - 1)]);
            if (ranks[best] == int.MaxValue)
            {
                break;
            }

            symbols[best] = new Subword(results[best], symbols[best].Start, symbols[best + 1].End);
            symbols[(best + 2)..count].CopyTo(symbols[(best + 1)..]);
            ranks[(best + 1)..(count - 1)].CopyTo(ranks[best..]);
            results[(best + 1)..(count - 1)].CopyTo(results[best..]);
            count--;
            if (best > 0)
            {
                ranks[best - 1] = merges.RankOf(symbols[best - 1].Id, symbols[best].Id, out results[best - 1]);
            }

            if (best + 1 < count)
            {
                ranks[best] = merges.RankOf(symbols[best].Id, symbols[best + 1].Id, out results[best]);
            }
        }

        return count;
    }

    private static int IndexOfLowest(ReadOnlySpan<int> ranks)
    {
        var best = 0;
        for (var index = 1; index < ranks.Length; index++)
        {
            best = ranks[index] < ranks[best] ? index : best;
        }

        return best;
    }

    private static int MergeByQueue(MergeTable merges, Span<Subword> symbols, SubwordBuffer output)
    {
        var count = symbols.Length;
        var links = output.Links(count * 2);
        // Each merge adds two candidates at most.
        var queue = new CandidateQueue(output.Heap(count * 3), merges, symbols, links[..count], links[count..]);
        queue.Fill();
        while (queue.TryPop(out var left))
        {
            queue.MergeAt(left);
        }

        return queue.Compact();
    }

    /// <summary>Pairs by rank and place, over symbols in a doubly linked list.</summary>
    private ref struct CandidateQueue(Span<long> heap, MergeTable merges, Span<Subword> symbols, Span<int> previous, Span<int> next)
    {
        private readonly Span<long> _heap = heap;
        private readonly MergeTable _merges = merges;
        private readonly Span<Subword> _symbols = symbols;
        private readonly Span<int> _previous = previous;
        private readonly Span<int> _next = next;
        private int _count;

        public void Fill()
        {
            for (var index = 0; index < _symbols.Length; index++)
            {
                _previous[index] = index - 1;
                _next[index] = index + 1 < _symbols.Length ? index + 1 : -1;
            }

            for (var index = 0; index + 1 < _symbols.Length; index++)
            {
                Push(index);
            }
        }

        /// <summary>The left side of the best pair that is still there.</summary>
        public bool TryPop(out int left)
        {
            while (_count > 0)
            {
                var top = PopTop();
                left = (int)(uint)top;
                if (_symbols[left].Id >= 0 && _next[left] >= 0 && RankAt(left, out _) == (int)(top >> 32))
                {
                    return true;
                }
            }

            left = -1;
            return false;
        }

        public void MergeAt(int left)
        {
            RankAt(left, out var result);
            var right = _next[left];
            _symbols[left] = new Subword(result, _symbols[left].Start, _symbols[right].End);
            _symbols[right] = new Subword(-1, 0, 0);
            _next[left] = _next[right];
            if (_next[left] >= 0)
            {
                _previous[_next[left]] = left;
                Push(left);
            }

            if (_previous[left] >= 0)
            {
                Push(_previous[left]);
            }
        }

        /// <summary>Moves what is left to the front and gives its number.</summary>
        public readonly int Compact()
        {
            var count = 0;
            for (var index = 0; index >= 0; index = _next[index])
            {
                _symbols[count++] = _symbols[index];
            }

            return count;
        }

        private readonly int RankAt(int left, out int result) => _merges.RankOf(_symbols[left].Id, _symbols[_next[left]].Id, out result);

        private void Push(int left)
        {
            var rank = RankAt(left, out _);
            if (rank == int.MaxValue)
            {
                return;
            }

            var entry = ((long)rank << 32) | (uint)left;
            var index = _count++;
            for (int parent; index > 0 && _heap[parent = (index - 1) / 2] > entry; index = parent)
            {
                _heap[index] = _heap[parent];
            }

            _heap[index] = entry;
        }

        private long PopTop()
        {
            var top = _heap[0];
            var last = _heap[--_count];
            var index = 0;
            for (int child; (child = (index * 2) + 1) < _count; index = child)
            {
                if (child + 1 < _count && _heap[child + 1] < _heap[child])
                {
                    child++;
                }

                if (_heap[child] >= last)
                {
                    break;
                }

                _heap[index] = _heap[child];
            }

            _heap[index] = last;
            return top;
        }
    }
}
