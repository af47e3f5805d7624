namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>The tokens of one piece, and room to work. One user at a time; used again from piece to piece, so that little is allocated.</summary>
internal sealed class SubwordBuffer
{
    private Subword[] _tokens = new Subword[32];
    private Subword[] _symbols = new Subword[64];
    private int[] _links = new int[128];
    private long[] _heap = new long[64];

    /// <summary>The tokens.</summary>
    public ReadOnlySpan<Subword> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>Number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets the tokens.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a token.</summary>
    public void Add(Subword token)
    {
        if (Count == _tokens.Length)
        {
            Array.Resize(ref _tokens, Count * 2);
        }

        _tokens[Count++] = token;
    }

    /// <summary>Turns the order of the tokens round.</summary>
    public void Reverse() => _tokens.AsSpan(0, Count).Reverse();

    /// <summary>Room for symbols that are being merged.</summary>
    public Span<Subword> Symbols(int count) => Room(ref _symbols, count);

    /// <summary>Room for links between them.</summary>
    public Span<int> Links(int count) => Room(ref _links, count);

    /// <summary>Room for a queue of candidates.</summary>
    public Span<long> Heap(int count) => Room(ref _heap, count);

    /// <summary>Gives back what an unusually long piece took.</summary>
    public void Trim()
    {
        const int kept = 1 << 16;
        if (_symbols.Length > kept || _tokens.Length > kept)
        {
            (_tokens, _symbols, _links, _heap) = (new Subword[32], new Subword[64], new int[128], new long[64]);
            Count = 0;
        }
    }

    private static Span<T> Room<T>(ref T[] array, int count)
    {
        if (array.Length < count)
        {
            array = new T[Math.Max(count, array.Length * 2)];
        }

        return array.AsSpan(0, count);
    }
}
