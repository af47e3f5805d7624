using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// A compiled vocabulary: flat tables read where they lie, in the program's own image or in one array, so that it is ready at once. The form is told by
/// <see cref="VocabularyHeader"/> and written by <see cref="VocabularyBuilder"/>. Read-only; safe for concurrent callers.
/// </summary>
internal sealed unsafe class BpeVocabulary
{
    /// <summary>Bits of a slot that hold a token's number plus one; the others hold a part of the key's hash, never 0.</summary>
    internal const int IdBits = 18;

    /// <summary>Slots of a bucket.</summary>
    internal const int BucketSize = 8;

    private const uint IdMask = (1u << IdBits) - 1;

    /// <summary>Bits of the pair filter: for 200,000 pairs one in ten of the others passes it.</summary>
    private const int FilterBits = 21;

    // Keeps the memory behind the pointers alive.
    private readonly object _owner;
    private readonly VocabularyHeader _header;
    private readonly uint* _offsets;
    private readonly int* _splits;
    private readonly uint* _tokenSlots;
    private readonly uint* _pairSlots;
    private readonly ulong* _trie;
    private readonly byte* _bytes;

    // A bit for each hash that a pair has. Most questions are about pairs that do not exist: the filter is small enough to stay near the processor.
    private readonly ulong[] _pairFilter = new ulong[1 << (FilterBits - 6)];

    private BpeVocabulary(object owner, byte* image, VocabularyHeader header)
    {
        _owner = owner;
        _header = header;
        _offsets = (uint*)(image + VocabularyHeader.Size);
        _splits = (int*)(_offsets + header.TokenCount + 1);
        _tokenSlots = (uint*)(_splits + (2 * header.TokenCount));
        _pairSlots = _tokenSlots + ((long)BucketSize << header.TokenBucketBits);
        _trie = (ulong*)(_pairSlots + ((long)BucketSize << header.PairBucketBits));
        _bytes = (byte*)(_trie + header.TrieUnits);
        for (var rank = 0; rank < header.TokenCount; rank++)
        {
            if (_splits[2 * rank] != rank)
            {
                var bit = TokenHash.OfPair(_splits[2 * rank], _splits[(2 * rank) + 1]) >> (64 - FilterBits);
                _pairFilter[bit >> 6] |= 1UL << (int)(bit & 63);
            }
        }
    }

    /// <summary>Number of ranks, unused ones included.</summary>
    public int Count => _header.TokenCount;

    /// <summary>Length of the longest token in bytes.</summary>
    public int LongestToken => _header.LongestToken;

    /// <summary>True where a token of several bytes is no merge's result, so that only a whole piece becomes it.</summary>
    public bool HasUnmergedTokens => _header.UnmergedTokens > 0;

    /// <summary>Over memory that stays where it is, such as a resource of the program.</summary>
    /// <exception cref="InvalidDataException">It is no compiled vocabulary, or another version's, or cut short.</exception>
    public static BpeVocabulary Open(UnmanagedMemoryStream image) => Open(image, image.PositionPointer, image.Length - image.Position);

    /// <summary>Over an array that does not move (<see cref="GC.AllocateUninitializedArray{T}(int, bool)"/>, pinned).</summary>
    /// <exception cref="InvalidDataException">It is no compiled vocabulary, or another version's, or cut short.</exception>
    public static BpeVocabulary Open(byte[] pinned) => Open(pinned, (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)), pinned.Length);

    /// <summary>The bytes of a rank; none for an unused one.</summary>
    public ReadOnlySpan<byte> BytesOf(int rank) => new(_bytes + _offsets[rank], LengthOf(rank));

    /// <summary>Number of bytes of a rank.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LengthOf(int rank) => (int)(_offsets[rank + 1] - _offsets[rank]);

    /// <summary>The rank of a token, or -1.</summary>
    public int RankOf(ReadOnlySpan<byte> token) => token.Length > LongestToken ? -1 : RankOf(token, TokenHash.Of(token));

    /// <summary>The rank of a token whose hash is known, or -1.</summary>
    public int RankOf(ReadOnlySpan<byte> token, ulong hash)
    {
        for (var bucket = BucketOf(hash, _header.TokenBucketBits); ; bucket = (bucket + 1) & ((1u << _header.TokenBucketBits) - 1))
        {
            var slots = Vector256.Load(_tokenSlots + (bucket * BucketSize));
            for (var matches = Matches(slots, hash); matches != 0; matches &= matches - 1)
            {
                var rank = (int)(_tokenSlots[(bucket * BucketSize) + (uint)BitOperations.TrailingZeroCount(matches)] & IdMask) - 1;
                if (BytesOf(rank).SequenceEqual(token))
                {
                    return rank;
                }
            }

            if (HasRoom(slots))
            {
                return -1;
            }
        }
    }

    /// <summary>The token that a merge of two neighbours gives, where that is how the token comes to be; or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Join(int left, int right)
    {
        var hash = TokenHash.OfPair(left, right);
        var bit = hash >> (64 - FilterBits);
        return (_pairFilter[bit >> 6] & (1UL << (int)(bit & 63))) == 0 ? -1 : Join(left, right, hash);
    }

    private int Join(int left, int right, ulong hash)
    {
        for (var bucket = BucketOf(hash, _header.PairBucketBits); ; bucket = (bucket + 1) & ((1u << _header.PairBucketBits) - 1))
        {
            var slots = Vector256.Load(_pairSlots + (bucket * BucketSize));
            for (var matches = Matches(slots, hash); matches != 0; matches &= matches - 1)
            {
                var rank = (int)(_pairSlots[(bucket * BucketSize) + (uint)BitOperations.TrailingZeroCount(matches)] & IdMask) - 1;
                if (_splits[2 * rank] == left && _splits[(2 * rank) + 1] == right)
                {
                    return rank;
                }
            }

            if (HasRoom(slots))
            {
                return -1;
            }
        }
    }

    /// <summary>The left one of the two tokens whose merge gives a token; the token itself where it is no merge's result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LeftOf(int rank) => _splits[2 * rank];

    /// <summary>The right one of the two tokens whose merge gives a token; the token itself where it is no merge's result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int RightOf(int rank) => _splits[(2 * rank) + 1];

    /// <summary>The root of the trie of the bytes of all tokens that merges lead to; see <see cref="Step"/>.</summary>
    public ulong TrieRoot => (ulong)(uint)_header.TrieRoot << 16;

    /// <summary>The node below <paramref name="node"/> for a byte, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Step(ulong node, byte label)
    {
        var child = _trie[(uint)(node >> 16) & 0xFF_FFFF ^ label];
        return (uint)(child & 0xFFFF) == (label | 0x100u) ? child : 0;
    }

    /// <summary>The token that ends at a node of the trie, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TokenAt(ulong node) => (int)(node >> 40) - 1;

    internal static uint BucketOf(ulong hash, int bits) => (uint)((hash >> 32) >> (32 - bits));

    /// <summary>The part of a hash that a slot keeps, in its place; never 0.</summary>
    internal static uint TagOf(ulong hash) => ((uint)hash | (1u << IdBits)) & ~IdMask;

    private static uint Matches(Vector256<uint> slots, ulong hash) =>
        Vector256.Equals(slots & Vector256.Create(~IdMask), Vector256.Create(TagOf(hash))).ExtractMostSignificantBits();

    private static bool HasRoom(Vector256<uint> slots) => Vector256.EqualsAny(slots, Vector256<uint>.Zero);

    private static BpeVocabulary Open(object owner, byte* image, long length)
    {
        var header = length < VocabularyHeader.Size ? default : Unsafe.ReadUnaligned<VocabularyHeader>(image);
        if (!header.IsPlausible)
        {
            throw new InvalidDataException("The compiled vocabulary does not begin as this version's do. Install the program again.");
        }

        if (header.TotalLength != length)
        {
            throw new InvalidDataException($"The compiled vocabulary has {length} bytes instead of {header.TotalLength}. Install the program again.");
        }

        return new BpeVocabulary(owner, image, header);
    }
}
