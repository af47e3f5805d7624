using System.Numerics;

namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>All tokens in a trie over code units; its edges are in one hash table. Immutable once filled.</summary>
internal sealed class TokenTrie
{
    private long[] _keys;
    private int[] _children;
    private int[] _tokens = new int[1024];
    private int _nodes = 1;
    private int _mask;

    /// <param name="capacity">Expected number of nodes.</param>
    public TokenTrie(int capacity)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, capacity * 2));
        _keys = new long[size];
        _children = new int[size];
        _mask = size - 1;
        Array.Fill(_tokens, -1);
    }

    /// <summary>Adds a token.</summary>
    public void Add(string text, int id)
    {
        var node = 0;
        foreach (var character in text)
        {
            var child = Step(node, character);
            node = child >= 0 ? child : AddChild(node, character);
        }

        _tokens[node] = id;
    }

    /// <summary>The node behind a code unit, or -1. The root is 0.</summary>
    public int Step(int node, char character)
    {
        var key = Key(node, character);
        for (var index = Index(key); ; index = (index + 1) & _mask)
        {
            if (_keys[index] == key)
            {
                return _children[index];
            }

            if (_keys[index] == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>The token that ends at a node, or -1.</summary>
    public int TokenAt(int node) => _tokens[node];

    private int AddChild(int node, char character)
    {
        if (_nodes * 2 > _mask)
        {
            Grow();
        }

        if (_nodes == _tokens.Length)
        {
            Array.Resize(ref _tokens, _nodes * 2);
            Array.Fill(_tokens, -1, _nodes, _nodes);
        }

        Insert(Key(node, character), _nodes);
        return _nodes++;
    }

    private void Grow()
    {
        var (keys, children) = (_keys, _children);
        (_keys, _children) = (new long[keys.Length * 2], new int[keys.Length * 2]);
        _mask = _keys.Length - 1;
        for (var index = 0; index < keys.Length; index++)
        {
            if (keys[index] != 0)
            {
                Insert(keys[index], children[index]);
            }
        }
    }

    private void Insert(long key, int child)
    {
        var index = Index(key);
        while (_keys[index] != 0)
        {
            index = (index + 1) & _mask;
        }

        (_keys[index], _children[index]) = (key, child);
    }

    // Never 0, which marks a free slot.
    private static long Key(int node, char character) => ((long)(node + 1) << 16) | character;

    private int Index(long key) => (int)(((ulong)key * 0x9E3779B97F4A7C15) >> 33) & _mask;
}
