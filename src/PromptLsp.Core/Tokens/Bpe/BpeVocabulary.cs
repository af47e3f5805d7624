using System.Buffers.Text;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// The tokens of an encoding by rank, in flat arrays: five megabytes where dictionaries of strings take forty. Read-only, safe for
/// concurrent callers.
/// </summary>
internal sealed class BpeVocabulary
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly int[] _slots;

    private BpeVocabulary(byte[] bytes, int[] ends)
    {
        _bytes = bytes;
        _ends = ends;
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)ends.Length * 2)];
        for (var rank = 0; rank < ends.Length; rank++)
        {
            var token = BytesOf(rank);
            LongestToken = Math.Max(LongestToken, token.Length);
            if (token.Length > 0)
            {
                Insert(token, rank);
            }
        }
    }

    /// <summary>Number of ranks, unused ones included.</summary>
    public int Count => _ends.Length;

    /// <summary>Length of the longest token in bytes.</summary>
    public int LongestToken { get; }

    /// <summary>
    /// Reads the compressed text of the tokenizer library's data packages: a line with the number of ranks, then one token a line in Base64,
    /// the line's number being its rank; an empty line is an unused rank.
    /// </summary>
    /// <exception cref="InvalidDataException">The text has another form.</exception>
    public static BpeVocabulary Load(Stream compressed)
    {
        using var inflated = new MemoryStream();
        using (var inflate = new DeflateStream(compressed, CompressionMode.Decompress))
        {
            inflate.CopyTo(inflated);
        }

        var text = inflated.GetBuffer().AsSpan(0, (int)inflated.Length);
        var header = NextLine(ref text);
        if (!header.StartsWith("Capacity: "u8) || !Utf8Parser.TryParse(header["Capacity: "u8.Length..], out int capacity, out _) || capacity is <= 0 or > 10_000_000)
        {
            throw new InvalidDataException("The tokenizer's vocabulary begins with another line than 'Capacity: N'.");
        }

        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        var ends = new List<int>(capacity);
        var used = 0;
        while (!text.IsEmpty)
        {
            var line = NextLine(ref text);
            if (Base64.DecodeFromUtf8(line, bytes.AsSpan(used), out _, out var written) != System.Buffers.OperationStatus.Done)
            {
                throw new InvalidDataException($"Line {ends.Count + 2} of the tokenizer's vocabulary is not Base64.");
            }

            used += written;
            ends.Add(used);
        }

        return new BpeVocabulary(bytes[..used], [.. ends]);
    }

    /// <summary>The bytes of a rank.</summary>
    public ReadOnlySpan<byte> BytesOf(int rank)
    {
        var start = rank == 0 ? 0 : _ends[rank - 1];
        return _bytes.AsSpan(start, _ends[rank] - start);
    }

    /// <summary>The rank of a token, or -1.</summary>
    public int RankOf(ReadOnlySpan<byte> token)
    {
        if (token.Length > LongestToken)
        {
            return -1;
        }

        var mask = _slots.Length - 1;
        for (var slot = (int)Hash(token) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var rank = _slots[slot] - 1;
            if (BytesOf(rank).SequenceEqual(token))
            {
                return rank;
            }
        }

        return -1;
    }

    private void Insert(ReadOnlySpan<byte> token, int rank)
    {
        var mask = _slots.Length - 1;
        var slot = (int)Hash(token) & mask;
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = rank + 1;
    }

    /// <summary>Multiplies and folds eight bytes at a time; the vocabulary is fixed, so that nobody can choose keys that collide in it.</summary>
    private static uint Hash(ReadOnlySpan<byte> token)
    {
        const ulong Factor = 0x9E37_79B9_7F4A_7C15;
        var hash = (ulong)token.Length * Factor;
        while (token.Length >= sizeof(ulong))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(token)) * Factor;
            hash ^= hash >> 32;
            token = token[sizeof(ulong)..];
        }

        ulong rest = 0;
        for (var i = 0; i < token.Length; i++)
        {
            rest |= (ulong)token[i] << (8 * i);
        }

        hash = (hash ^ rest) * Factor;
        return (uint)(hash >> 32);
    }

    private static ReadOnlySpan<byte> NextLine(ref Span<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }
}
