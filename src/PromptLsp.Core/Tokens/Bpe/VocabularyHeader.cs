using System.Runtime.InteropServices;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// The beginning of a compiled vocabulary, little-endian; behind it the sections follow each other in this order without gaps:
/// offsets (u32, one more than tokens), splits (two u32 a token), token slots (u32, eight a bucket), pair slots (likewise), trie (u64 a unit), bytes
/// (all tokens one after the other, then <see cref="Padding"/> zeros).
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct VocabularyHeader
{
    /// <summary>"PLBPE" and the version of the form.</summary>
    public const ulong Magic = 0x0100_4550_424C_50;

    /// <summary>Bytes of the header.</summary>
    public const int Size = 40;

    /// <summary>Zeros at the end, so that whole words may be read behind the last token.</summary>
    public const int Padding = 32;

    /// <summary>Greatest number of ranks: the tables keep 18 bits of a token's number, plus one.</summary>
    public const int MaxTokens = (1 << 18) - 2;

    /// <summary>See <see cref="Magic"/>.</summary>
    public ulong Signature;

    /// <summary>Number of ranks, unused ones (of no bytes) included.</summary>
    public int TokenCount;

    /// <summary>Bytes of the longest token.</summary>
    public int LongestToken;

    /// <summary>Binary logarithm of the buckets of the table from bytes to tokens.</summary>
    public int TokenBucketBits;

    /// <summary>Binary logarithm of the buckets of the table from pairs to tokens.</summary>
    public int PairBucketBits;

    /// <summary>Units of the trie.</summary>
    public int TrieUnits;

    /// <summary>Number of the trie's unit from which the children of its root are found.</summary>
    public int TrieRoot;

    /// <summary>Bytes of all tokens.</summary>
    public int ByteCount;

    /// <summary>Number of tokens of several bytes that no merge leads to: only a piece that is the whole token becomes one. 0 in the published encodings.</summary>
    public int UnmergedTokens;

    /// <summary>Bytes of the whole compiled form.</summary>
    public readonly long TotalLength =>
        Size
        + (4L * (TokenCount + 1))
        + (8L * TokenCount)
        + (32L << TokenBucketBits)
        + (32L << PairBucketBits)
        + (8L * TrieUnits)
        + ByteCount
        + Padding;

    /// <summary>True where all sizes are possible ones.</summary>
    public readonly bool IsPlausible =>
        Signature == Magic
        && TokenCount is > 0 and <= MaxTokens
        && LongestToken is > 0 and < 1 << 16
        && TokenBucketBits is >= 0 and <= 20
        && PairBucketBits is >= 0 and <= 20
        && TrieUnits is > 0 and < 1 << 24
        && TrieRoot >= 0
        && (TrieRoot | 255) < TrieUnits
        && ByteCount > 0;
}
