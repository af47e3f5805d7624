namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>The caches of one encoding, lent to one caller each. There are never more than callers at one time, and no more are kept than the machine has cores, eight at most.</summary>
internal sealed class PieceCaches
{
    private readonly PieceCache?[] _idle = new PieceCache?[Math.Clamp(Environment.ProcessorCount, 1, 8)];

    /// <summary>A cache for the caller alone, until <see cref="Return"/>.</summary>
    public PieceCache Rent()
    {
        foreach (ref var place in _idle.AsSpan())
        {
            if (place is not null && Interlocked.Exchange(ref place, null) is { } cache)
            {
                return cache;
            }
        }

        return new PieceCache();
    }

    /// <summary>Takes a cache back.</summary>
    public void Return(PieceCache cache)
    {
        foreach (ref var place in _idle.AsSpan())
        {
            if (Interlocked.CompareExchange(ref place, cache, null) is null)
            {
                return;
            }
        }
    }

    /// <summary>Forgets what idle caches hold: for measurements of a first pass.</summary>
    public void Clear() => Array.Clear(_idle);
}
