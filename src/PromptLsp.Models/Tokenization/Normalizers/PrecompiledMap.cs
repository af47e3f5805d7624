using System.Buffers.Binary;
using System.Text;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>
/// The compiled map of characters of SentencePiece: the length of a double array in bytes, the array (Darts: Yata 2008), then the results, each ended by a
/// zero byte. Immutable; safe for concurrent callers.
/// </summary>
internal sealed class PrecompiledMap
{
    private readonly uint[] _units;
    private readonly byte[] _results;

    private PrecompiledMap(uint[] units, byte[] results)
    {
        _units = units;
        _results = results;
    }

    /// <summary>Reads a map, or null where the bytes are none.</summary>
    public static PrecompiledMap? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var size && (size > bytes.Length - 4 || size % 4 != 0 || size == 0))
        {
            return null;
        }

        var units = new uint[size / 4];
        for (var index = 0; index < units.Length; index++)
        {
            units[index] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 + (index * 4))..]);
        }

        return new PrecompiledMap(units, bytes[(4 + (int)size)..].ToArray());
    }

    /// <summary>What a text becomes, or null where it stays.</summary>
    /// <param name="text">A few code points.</param>
    public string? Find(ReadOnlySpan<char> text)
    {
        Span<byte> key = stackalloc byte[32];
        if (!Encoding.UTF8.TryGetBytes(text, key, out var length) || FindResult(key[..length]) is not { } start || start >= _results.Length)
        {
            return null;
        }

        var end = Array.IndexOf(_results, (byte)0, start);
        return Encoding.UTF8.GetString(_results, start, (end < 0 ? _results.Length : end) - start);
    }

    /// <summary>The result of the shortest entry that the key starts with.</summary>
    private int? FindResult(ReadOnlySpan<byte> key)
    {
        var position = Offset(_units[0]);
        foreach (var value in key)
        {
            if (value == 0)
            {
                return null;
            }

            position ^= value;
            if (position >= _units.Length || Label(_units[position]) != value)
            {
                return null;
            }

            var unit = _units[position];
            position ^= Offset(unit);
            if (((unit >> 8) & 1) == 1)
            {
                return position < _units.Length ? (int)(_units[position] & 0x7FFFFFFF) : null;
            }
        }

        return null;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);

    // A leaf has the highest bit set and so no label of a byte.
    private static uint Label(uint unit) => unit & (0x80000000 | 0xFF);
}
