using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// 64 UTF-16 code units by the classes that the patterns distinguish: one bit a unit, the first unit lowest. Only the units before the first one that is not
/// ASCII are told. Vectors of 512 bits, which the runtime takes apart where the machine has narrower ones.
/// </summary>
internal ref struct AsciiBlock
{
    /// <summary>Units of a block.</summary>
    public const int Size = 64;

    private readonly ref byte _ascii;

    /// <summary>Classifies the units from <paramref name="text"/> on and writes them as bytes to <paramref name="ascii"/>.</summary>
    /// <param name="text">The first of <see cref="Size"/> readable units.</param>
    /// <param name="ascii">The first of <see cref="Size"/> writable bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AsciiBlock(ref char text, ref byte ascii)
    {
        ref var units = ref Unsafe.As<char, ushort>(ref text);
        var bytes = Vector512.NarrowWithSaturation(Vector512.LoadUnsafe(ref units), Vector512.LoadUnsafe(ref units, 32));
        bytes.StoreUnsafe(ref ascii);
        _ascii = ref ascii;
        var other = bytes.ExtractMostSignificantBits();
        Length = BitOperations.TrailingZeroCount(other);
        Lower = InRange(bytes, 'a', 26);
        Upper = InRange(bytes, 'A', 26);
        Digit = InRange(bytes, '0', 10);
        Space = Is(bytes, ' ');
        NewLine = Is(bytes, '\n') | Is(bytes, '\r');
        Blank = Space | (InRange(bytes, '\t', 5) & ~NewLine);
        Apostrophe = Is(bytes, '\'');
        Symbol = ~(Lower | Upper | Digit | Blank | NewLine | other);
    }

    /// <summary>Number of units before the first one that is not ASCII; 64 where all are.</summary>
    public int Length { get; }

    /// <summary><c>[a-z]</c>.</summary>
    public ulong Lower { get; }

    /// <summary><c>[A-Z]</c>.</summary>
    public ulong Upper { get; }

    /// <summary><c>[0-9]</c>.</summary>
    public ulong Digit { get; }

    /// <summary>The space alone.</summary>
    public ulong Space { get; }

    /// <summary>White space without line breaks.</summary>
    public ulong Blank { get; }

    /// <summary><c>[\r\n]</c>.</summary>
    public ulong NewLine { get; }

    /// <summary><c>[^\s\p{L}\p{N}]</c>.</summary>
    public ulong Symbol { get; }

    /// <summary>The apostrophe, also a symbol.</summary>
    public ulong Apostrophe { get; }

    /// <summary>The slash, also a symbol.</summary>
    public readonly ulong Slash => Is(Vector512.LoadUnsafe(ref _ascii), '/');

    /// <summary>Those of <paramref name="apostrophes"/> that begin <c>'s 't 'm 'd</c> and those that begin <c>'re 've 'll</c>, in any case.</summary>
    public readonly (ulong OfTwo, ulong OfThree) Contractions(ulong apostrophes)
    {
        var folded = Vector512.LoadUnsafe(ref _ascii) | Vector512.Create((byte)0x20);
        var single = Is(folded, 's') | Is(folded, 't') | Is(folded, 'm') | Is(folded, 'd');
        var beforeE = Is(folded, 'r') | Is(folded, 'v');
        var l = Is(folded, 'l');
        return (apostrophes & (single >> 1), apostrophes & (((beforeE >> 1) & (Is(folded, 'e') >> 2)) | ((l >> 1) & (l >> 2))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Is(Vector512<byte> bytes, char character) => Vector512.Equals(bytes, Vector512.Create((byte)character)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong InRange(Vector512<byte> bytes, char first, byte count) =>
        Vector512.LessThan(bytes - Vector512.Create((byte)first), Vector512.Create(count)).ExtractMostSignificantBits();
}
