using System.Numerics;

namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>The merges of a BPE model: rank and result of each pair of tokens, in one open hash table. Immutable once filled.</summary>
internal sealed class MergeTable
{
    private readonly Slot[] _slots;
    private readonly int _shift;

    /// <param name="capacity">Number of merges.</param>
    public MergeTable(int capacity)
    {
        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2));
        _slots = new Slot[size];
        _shift = 64 - BitOperations.Log2(size);
    }

    /// <summary>Adds a merge; a pair that is there already takes the new rank.</summary>
    public void Add(int left, int right, int rank, int result)
    {
        var key = Key(left, right);
        var index = Index(key);
        while (_slots[index].Key != 0 && _slots[index].Key != key)
        {
            index = (index + 1) & (_slots.Length - 1);
        }

        _slots[index] = new Slot(key, rank, result);
    }

    /// <summary>Finds the merge of a pair.</summary>
    /// <returns>Its rank, or <see cref="int.MaxValue"/> where the pair is not merged.</returns>
    public int RankOf(int left, int right, out int result)
    {
        var key = Key(left, right);
        for (var index = Index(key); ; index = (index + 1) & (_slots.Length - 1))
        {
            ref readonly var slot = ref _slots[index];
            if (slot.Key == key)
            {
                result = slot.Result;
                return slot.Rank;
            }

            if (slot.Key == 0)
            {
                result = -1;
                return int.MaxValue;
            }
        }
    }

    // Never 0, which marks a free slot.
    private static ulong Key(int left, int right) => ((ulong)(uint)(left + 1) << 32) | (uint)(right + 1);

    private int Index(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> _shift);

    private readonly record struct Slot(ulong Key, int Rank, int Result);
}
