using System.Numerics;
using System.Runtime.InteropServices;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Compiles a vocabulary into the form that <see cref="BpeVocabulary"/> reads. Takes a fraction of a second for 200,000 tokens; the published encodings are
/// compiled once, by PromptLsp.VocabularyGenerator, a user's own file when it is first asked for.
/// </summary>
public static class VocabularyBuilder
{
    /// <summary>Compiles.</summary>
    /// <param name="tokens">The bytes of each token by rank; an unused rank has none. All 256 single bytes are among them.</param>
    /// <returns>The compiled form, in an array that the garbage collector does not move.</returns>
    /// <exception cref="InvalidDataException">The tokens are none of a byte pair encoder.</exception>
    public static byte[] Build(IReadOnlyList<byte[]> tokens)
    {
        Check(tokens);
        var merges = SplitAll(tokens);
        var trie = new TrieBuilder();
        trie.Build(tokens, rank => tokens[rank].Length == 1 || merges[rank].Left != rank);
        var header = HeaderOf(tokens, trie);
        header.UnmergedTokens = Enumerable.Range(0, tokens.Count).Count(rank => tokens[rank].Length > 1 && merges[rank].Left == rank);
        var image = GC.AllocateArray<byte>(checked((int)header.TotalLength), pinned: true);
        MemoryMarshal.Write(image, header);
        var rest = image.AsSpan(VocabularyHeader.Size);
        var offsets = Take<uint>(ref rest, tokens.Count + 1);
        var splits = Take<int>(ref rest, 2 * tokens.Count);
        var tokenSlots = Take<uint>(ref rest, BpeVocabulary.BucketSize << header.TokenBucketBits);
        var pairSlots = Take<uint>(ref rest, BpeVocabulary.BucketSize << header.PairBucketBits);
        CollectionsMarshal.AsSpan(trie.Units).CopyTo(Take<ulong>(ref rest, header.TrieUnits));
        WriteBytes(tokens, offsets, rest);
        for (var rank = 0; rank < tokens.Count; rank++)
        {
            var (left, right) = merges[rank];
            (splits[2 * rank], splits[(2 * rank) + 1]) = (left, right);
            if (tokens[rank].Length > 0)
            {
                Insert(tokenSlots, header.TokenBucketBits, TokenHash.Of(tokens[rank]), rank);
            }

            if (left != rank)
            {
                Insert(pairSlots, header.PairBucketBits, TokenHash.OfPair(left, right), rank);
            }
        }

        return image;
    }

    private static (int Left, int Right)[] SplitAll(IReadOnlyList<byte[]> tokens)
    {
        var splitter = new TokenSplitter(tokens);
        return [.. Enumerable.Range(0, tokens.Count).Select(splitter.Split)];
    }

    private static void Check(IReadOnlyList<byte[]> tokens)
    {
        if (tokens.Count is 0 or > VocabularyHeader.MaxTokens)
        {
            throw new InvalidDataException($"A vocabulary of {tokens.Count} tokens cannot be read: there are 1 to {VocabularyHeader.MaxTokens}.");
        }

        var single = new bool[256];
        foreach (var token in tokens.Where(token => token.Length == 1))
        {
            single[token[0]] = true;
        }

        var missing = Array.IndexOf(single, false);
        if (missing >= 0)
        {
            throw new InvalidDataException($"The vocabulary has no token of the single byte 0x{missing:X2}: it is none of a byte-level encoder.");
        }
    }

    private static VocabularyHeader HeaderOf(IReadOnlyList<byte[]> tokens, TrieBuilder trie)
    {
        // At most three quarters full, so that a bucket of eight seldom runs over.
        var bucketBits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)(tokens.Count + (tokens.Count / 4)) / BpeVocabulary.BucketSize + 1));
        return new VocabularyHeader
        {
            Signature = VocabularyHeader.Magic,
            TokenCount = tokens.Count,
            LongestToken = tokens.Max(token => token.Length),
            TokenBucketBits = bucketBits,
            PairBucketBits = bucketBits,
            TrieUnits = trie.Units.Count,
            TrieRoot = trie.Root,
            ByteCount = tokens.Sum(token => token.Length),
        };
    }

    private static Span<T> Take<T>(ref Span<byte> rest, int count)
        where T : unmanaged
    {
        var section = MemoryMarshal.Cast<byte, T>(rest)[..count];
        rest = rest[MemoryMarshal.AsBytes(section).Length..];
        return section;
    }

    private static void WriteBytes(IReadOnlyList<byte[]> tokens, Span<uint> offsets, Span<byte> bytes)
    {
        var end = 0;
        for (var rank = 0; rank < tokens.Count; rank++)
        {
            tokens[rank].CopyTo(bytes[end..]);
            end += tokens[rank].Length;
            offsets[rank + 1] = (uint)end;
        }
    }

    private static void Insert(Span<uint> slots, int bucketBits, ulong hash, int rank)
    {
        var bucket = BpeVocabulary.BucketOf(hash, bucketBits);
        while (true)
        {
            var room = slots.Slice((int)bucket * BpeVocabulary.BucketSize, BpeVocabulary.BucketSize);
            var free = room.IndexOf(0u);
            if (free >= 0)
            {
                room[free] = BpeVocabulary.TagOf(hash) | (uint)(rank + 1);
                return;
            }

            bucket = (bucket + 1) & ((1u << bucketBits) - 1);
        }
    }
}
