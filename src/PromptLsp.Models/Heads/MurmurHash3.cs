using System.Buffers.Binary;
using System.Numerics;

namespace PromptLsp.Models.Heads;

/// <summary>MurmurHash3, x86, 32 bits (Appleby 2011), seed 0, as scikit-learn's <c>HashingVectorizer</c> uses it. Not for secrets.</summary>
public static class MurmurHash3
{
    private const uint First = 0xCC9E2D51;
    private const uint Second = 0x1B873593;

    /// <summary>The hash of bytes, signed.</summary>
    public static int Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 0;
        var rest = bytes;
        for (; rest.Length >= 4; rest = rest[4..])
        {
            hash ^= Scramble(BinaryPrimitives.ReadUInt32LittleEndian(rest));
            hash = (BitOperations.RotateLeft(hash, 13) * 5) + 0xE6546B64;
        }

        uint tail = 0;
        for (var index = rest.Length - 1; index >= 0; index--)
        {
            tail = (tail << 8) | rest[index];
        }

        hash ^= Scramble(tail) ^ (uint)bytes.Length;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return (int)(hash ^ (hash >> 16));
    }

    private static uint Scramble(uint block) => BitOperations.RotateLeft(block * First, 15) * Second;
}
