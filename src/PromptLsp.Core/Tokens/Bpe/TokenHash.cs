using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// The hash functions of the vocabulary's tables. They are part of the compiled form: another function needs another <see cref="VocabularyHeader.Magic"/>.
/// A vocabulary is fixed, so that nobody can choose keys that collide in it.
/// </summary>
internal static class TokenHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15;
    private const ulong Second = 0xC2B2_AE3D_27D4_EB4F;

    /// <summary>Of a token's bytes: sixteen at a time, the last ones padded with zeros.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var length = (ulong)bytes.Length;
        var state = 0UL;
        while (bytes.Length > 16)
        {
            state = BitOperations.RotateLeft(Of(MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[8..]), state), 29);
            bytes = bytes[16..];
        }

        return Of(Load(bytes), bytes.Length > 8 ? Load(bytes[8..]) : 0, state ^ length);
    }

    /// <summary>Of up to sixteen bytes in two words, padded with zeros, and their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong low, ulong high, ulong length)
    {
        var mixed = ((low ^ length) * First) ^ BitOperations.RotateLeft(high * Second, 31);
        return (mixed ^ (mixed >> 32)) * First;
    }

    /// <summary>Of two token numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfPair(int left, int right) => (((ulong)(uint)left << 32) | (uint)right) * First * 0x2545_F491_4F6C_DD1D ^ ((ulong)(uint)right * Second);

    /// <summary>Up to eight bytes, padded with zeros.</summary>
    private static ulong Load(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(ulong))
        {
            return MemoryMarshal.Read<ulong>(bytes);
        }

        ulong word = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            word |= (ulong)bytes[i] << (8 * i);
        }

        return word;
    }
}
