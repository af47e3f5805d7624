namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Lays a trie of byte strings out as a double array (Aoe 1989, with exclusive or in place of the sum): the child of a node for a byte is the unit at
/// <c>base ^ byte</c>, if that unit holds the byte. No two nodes have the same base, so that the byte alone tells whose child a unit is.
/// </summary>
/// <remarks>A unit, from its lowest bit: 16 bits 0x100 + byte (0: free), 24 bits base (0: no children), 24 bits token + 1 (0: none ends here).</remarks>
internal sealed class TrieBuilder
{
    private const int BlockSize = 256;
    private const int OpenBlocks = 24;

    private readonly HashSet<int> _bases = [];
    private readonly List<int> _freeInBlock = [];
    private int _firstOpen = 1;

    /// <summary>The units. Those of the first block are free for ever: a node without children leads there.</summary>
    public List<ulong> Units { get; } = [];

    /// <summary>The base of the root.</summary>
    public int Root { get; private set; }

    /// <summary>Builds the trie.</summary>
    /// <param name="tokens">Strings by number; empty ones are left out.</param>
    /// <param name="isMember">False for others that are left out.</param>
    public void Build(IReadOnlyList<byte[]> tokens, Func<int, bool> isMember)
    {
        AddBlock();
        var sorted = Enumerable.Range(0, tokens.Count).Where(rank => tokens[rank].Length > 0 && isMember(rank)).ToArray();
        Array.Sort(sorted, (a, b) => tokens[a].AsSpan().SequenceCompareTo(tokens[b]));
        var nodes = new Queue<(int Unit, int First, int End, int Depth)>([(-1, 0, sorted.Length, 0)]);
        while (nodes.TryDequeue(out var node))
        {
            Place(tokens, sorted, node, nodes);
        }
    }

    private void Place(IReadOnlyList<byte[]> tokens, int[] sorted, (int Unit, int First, int End, int Depth) node, Queue<(int Unit, int First, int End, int Depth)> nodes)
    {
        var children = new List<(byte Label, int First, int End)>();
        for (var i = node.First; i < node.End; i++)
        {
            var token = tokens[sorted[i]];
            if (token.Length == node.Depth)
            {
                Units[node.Unit] |= (ulong)(sorted[i] + 1) << 40;
            }
            else if (children.Count > 0 && children[^1].Label == token[node.Depth])
            {
                children[^1] = children[^1] with { End = i + 1 };
            }
            else
            {
                children.Add((token[node.Depth], i, i + 1));
            }
        }

        if (children.Count > 0)
        {
            PlaceChildren(node.Unit, node.Depth, children, nodes);
        }
    }

    private void PlaceChildren(int unit, int depth, List<(byte Label, int First, int End)> children, Queue<(int Unit, int First, int End, int Depth)> nodes)
    {
        var found = FindBase(children);
        _bases.Add(found);
        if (unit < 0)
        {
            Root = found;
        }
        else
        {
            Units[unit] |= (ulong)found << 16;
        }

        foreach (var (label, first, end) in children)
        {
            Units[found ^ label] = label | 0x100u;
            _freeInBlock[found / BlockSize]--;
            nodes.Enqueue((found ^ label, first, end, depth + 1));
        }
    }

    private int FindBase(List<(byte Label, int First, int End)> children)
    {
        while (_firstOpen < _freeInBlock.Count && (_freeInBlock[_firstOpen] == 0 || _freeInBlock.Count - _firstOpen > OpenBlocks))
        {
            _firstOpen++;
        }

        for (var block = _firstOpen; ; block++)
        {
            if (block == _freeInBlock.Count)
            {
                AddBlock();
            }

            if (_freeInBlock[block] < children.Count)
            {
                continue;
            }

            for (var candidate = block * BlockSize; candidate < (block + 1) * BlockSize; candidate++)
            {
                if (Fits(candidate, children))
                {
                    return candidate;
                }
            }
        }
    }

    private bool Fits(int candidate, List<(byte Label, int First, int End)> children)
    {
        foreach (var child in children)
        {
            if (Units[candidate ^ child.Label] != 0)
            {
                return false;
            }
        }

        return !_bases.Contains(candidate);
    }

    private void AddBlock()
    {
        _freeInBlock.Add(BlockSize);
        Units.AddRange(new ulong[BlockSize]);
    }
}
