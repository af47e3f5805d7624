using System.Numerics;
using System.Runtime.InteropServices;

namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>Compares the ends of texts.</summary>
internal static class TextEnds
{
    /// <summary>How many code units are equal at the ends of two texts.</summary>
    public static int CommonSuffixLength(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        var length = Math.Min(first.Length, second.Length);
        var left = MemoryMarshal.Cast<char, ushort>(first[(first.Length - length)..]);
        var right = MemoryMarshal.Cast<char, ushort>(second[(second.Length - length)..]);
        var at = length;
        while (at >= Vector<ushort>.Count && new Vector<ushort>(left[(at - Vector<ushort>.Count)..]) == new Vector<ushort>(right[(at - Vector<ushort>.Count)..]))
        {
            at -= Vector<ushort>.Count;
        }

        while (at > 0 && left[at - 1] == right[at - 1])
        {
            at--;
        }

        return length - at;
    }
}
