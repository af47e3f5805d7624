using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Counts of pieces that were seen lately: two tables of fixed size with the keys in them, one place a key, the newer key wins. A place of the first holds a key of
/// up to 14 bytes, its length and its count in 16 bytes, one of the second up to 30 bytes in 32. A key is the ASCII bytes of a piece, or its UTF-16 code units
/// with <see cref="WideKey"/> added to the length. For one thread at a time.
/// </summary>
internal sealed unsafe class PieceCache
{
    /// <summary>Longest key of the first table in bytes.</summary>
    public const int ShortKey = 14;

    /// <summary>Longest key of the second table in bytes.</summary>
    public const int LongKey = 30;

    /// <summary>Marks keys of UTF-16 code units.</summary>
    public const int WideKey = 0x40;

    private const int ShortBits = 15;
    private const int LongBits = 13;
    private const ulong First = 0x9E37_79B9_7F4A_7C15;
    private const ulong Second = 0xC2B2_AE3D_27D4_EB4F;

    // Keeps the memory behind the pointers where it is.
    private readonly byte[] _memory;
    private readonly byte* _short;
    private readonly byte* _long;

    /// <summary>Empty; takes three quarters of a megabyte.</summary>
    public PieceCache()
    {
        const int Line = 64;
        _memory = GC.AllocateArray<byte>((16 << ShortBits) + (32 << LongBits) + Line, pinned: true);
        var start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _short = (byte*)(((nuint)start + Line - 1) & ~(nuint)(Line - 1));
        _long = _short + (16 << ShortBits);
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Array.Clear(_memory);

    /// <summary>The key of a piece that is at most <see cref="ShortKey"/> bytes long.</summary>
    /// <param name="bytes">The first of 16 readable bytes.</param>
    /// <param name="length">Bytes of the key.</param>
    /// <param name="kind">0, or <see cref="WideKey"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> KeyOf(ref byte bytes, int length, int kind) =>
        (Vector128.LoadUnsafe(ref bytes) & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(LongKey + 2 - length)))
        .WithElement(ShortKey, (byte)(length | kind));

    /// <summary>The key of a piece that is at most <see cref="LongKey"/> bytes long.</summary>
    /// <param name="bytes">The first of 32 readable bytes.</param>
    /// <param name="length">Bytes of the key.</param>
    /// <param name="kind">0, or <see cref="WideKey"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> LongKeyOf(ref byte bytes, int length, int kind) =>
        (Vector256.LoadUnsafe(ref bytes) & Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(LongKey + 2 - length)))
        .WithElement(LongKey, (byte)(length | kind));

    /// <summary>The place of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* PlaceOf(Vector128<byte> key)
    {
        var words = key.AsUInt64();
        var hash = (words.ToScalar() * First) ^ (words.GetElement(1) * Second);
        return _short + ((hash >> (64 - ShortBits)) << 4);
    }

    /// <summary>The place of a key.</summary>
    public byte* PlaceOf(Vector256<byte> key)
    {
        var words = key.AsUInt64();
        var low = (words.ToScalar() * First) ^ (words.GetElement(1) * Second);
        var high = (words.GetElement(2) * First) ^ (words.GetElement(3) * Second);
        return _long + (((((low >> 29) ^ low) * Second ^ (high * First)) >> (64 - LongBits)) << 5);
    }

    /// <summary>The count that a place holds for a key, or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountAt(byte* place, Vector128<byte> key)
    {
        var held = Vector128.Load(place);
        var differs = (held ^ key) & Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), LongKey + 2 - (ShortKey + 1));
        return differs == Vector128<byte>.Zero ? place[ShortKey + 1] : 0;
    }

    /// <summary>The count that a place holds for a key, or 0.</summary>
    public static int CountAt(byte* place, Vector256<byte> key)
    {
        var differs = (Vector256.Load(place) ^ key) & Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), 1);
        return differs == Vector256<byte>.Zero ? place[LongKey + 1] : 0;
    }

    /// <summary>Remembers a count of 1 to 255.</summary>
    public static void Store(byte* place, Vector128<byte> key, int count) => key.WithElement(ShortKey + 1, (byte)count).Store(place);

    /// <summary>Remembers a count of 1 to 255.</summary>
    public static void Store(byte* place, Vector256<byte> key, int count) => key.WithElement(LongKey + 1, (byte)count).Store(place);

    /// <summary>32 times 255, then 32 zeros: read from 32 - n on, they keep n bytes.</summary>
    private static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
}
