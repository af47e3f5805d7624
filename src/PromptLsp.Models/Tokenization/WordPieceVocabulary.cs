using System.Numerics;

namespace PromptLsp.Models.Tokenization;

/// <summary>
/// The pieces of a WordPiece model in one open hash table that is asked by prefix hashes, so that the longest piece at a place is found in one pass
/// over at most <see cref="LongestPiece"/> code units. Immutable; safe for concurrent callers.
/// </summary>
internal sealed class WordPieceVocabulary
{
    private const uint WordSeed = 0x811C9DC5;
    private const uint ContinuationSeed = 0x9E3779B9;
    private const uint HashFactor = 0x01000193;

    private readonly string?[] _pieces;
    private readonly Slot[] _slots;
    private readonly int _shift;
    private readonly string _continuationPrefix;

    /// <param name="pieces">Text and number of every piece.</param>
    /// <param name="continuationPrefix">What pieces inside a word start with, <c>##</c>.</param>
    public WordPieceVocabulary(IReadOnlyCollection<KeyValuePair<string, int>> pieces, string continuationPrefix)
    {
        _continuationPrefix = continuationPrefix;
        _pieces = new string?[pieces.Count == 0 ? 0 : pieces.Max(piece => piece.Value) + 1];
        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, pieces.Count * 3));
        _slots = new Slot[size];
        _shift = 32 - BitOperations.Log2(size);
        foreach (var (text, id) in pieces)
        {
            _pieces[id] = text;
            Insert(text, id);
        }
    }

    /// <summary>Code units of the longest piece, without the prefix.</summary>
    public int LongestPiece { get; private set; }

    /// <summary>Number of pieces, gaps in the numbering counted.</summary>
    public int Count => _pieces.Length;

    /// <summary>The piece with that number as the vocabulary writes it, or null.</summary>
    public string? TextOf(int id) => (uint)id < (uint)_pieces.Length ? _pieces[id] : null;

    /// <summary>True where the text, as it reads inside the vocabulary, continues a word.</summary>
    public bool IsContinuation(string piece) => piece.Length > _continuationPrefix.Length && piece.StartsWith(_continuationPrefix, StringComparison.Ordinal);

    /// <summary>The text of a piece without the prefix.</summary>
    public ReadOnlySpan<char> WithoutPrefix(string piece) => piece.AsSpan(IsContinuation(piece) ? _continuationPrefix.Length : 0);

    /// <summary>Length of the longest piece that <paramref name="rest"/> starts with, 0 where there is none.</summary>
    /// <param name="rest">What is left of a word.</param>
    /// <param name="isContinuation">True where something of the word stands before it.</param>
    /// <param name="hashes">Room for <see cref="LongestPiece"/> numbers.</param>
    /// <param name="id">Its number.</param>
    public int LongestMatch(ReadOnlySpan<char> rest, bool isContinuation, Span<uint> hashes, out int id)
    {
        var hash = isContinuation ? ContinuationSeed : WordSeed;
        var longest = Math.Min(rest.Length, LongestPiece);
        hashes = hashes[..longest];
        for (var index = 0; index < hashes.Length; index++)
        {
            hash = (hash ^ rest[index]) * HashFactor;
            hashes[index] = hash;
        }

        for (var length = longest; length > 0; length--)
        {
            id = Find(rest[..length], isContinuation, hashes[length - 1]);
            if (id >= 0)
            {
                return length;
            }
        }

        id = -1;
        return 0;
    }

    private int Find(ReadOnlySpan<char> text, bool isContinuation, uint hash)
    {
        var mask = (uint)_slots.Length - 1;
        for (var index = Index(hash); ; index = (index + 1) & mask)
        {
            ref readonly var slot = ref _slots[index];
            if (slot.IdPlusOne == 0)
            {
                return -1;
            }

            if (slot.Hash == hash && slot.IsContinuation == isContinuation
                && text.SequenceEqual(_pieces[slot.IdPlusOne - 1].AsSpan(isContinuation ? _continuationPrefix.Length : 0)))
            {
                return slot.IdPlusOne - 1;
            }
        }
    }

    private void Insert(string piece, int id)
    {
        var isContinuation = IsContinuation(piece);
        var text = WithoutPrefix(piece);
        LongestPiece = Math.Max(LongestPiece, text.Length);
        var hash = isContinuation ? ContinuationSeed : WordSeed;
        foreach (var character in text)
        {
            hash = (hash ^ character) * HashFactor;
        }

        var mask = (uint)_slots.Length - 1;
        var index = Index(hash);
        while (_slots[index].IdPlusOne != 0)
        {
            index = (index + 1) & mask;
        }

        _slots[index] = new Slot(hash, id + 1, isContinuation);
    }

    private uint Index(uint hash) => (hash * 0x9E3779B1) >> _shift;

    private readonly record struct Slot(uint Hash, int IdPlusOne, bool IsContinuation);
}
