using System.Text;

namespace PromptLsp.Models.Heads;

/// <summary>UTF-8 that knows where its code points begin.</summary>
internal sealed class Utf8Runes(int capacity)
{
    private byte[] _bytes = new byte[capacity + 16];
    private int[] _starts = new int[capacity + 17];

    /// <summary>Number of bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Number of code points.</summary>
    public int Runes { get; private set; }

    public void Clear() => (Length, Runes) = (0, 0);

    public void AppendSpace() => Append(new Rune(' '));

    public void Append(List<Rune> text, int start, int end)
    {
        for (var index = start; index < end; index++)
        {
            Append(text[index]);
        }
    }

    public ReadOnlySpan<byte> Slice(int start, int end) => _bytes.AsSpan(start, end - start);

    /// <summary>Code points from <paramref name="first"/>, at most <paramref name="count"/>.</summary>
    public ReadOnlySpan<byte> SliceRunes(int first, int count) => Slice(_starts[first], _starts[Math.Min(first + count, Runes)]);

    private void Append(Rune rune)
    {
        if (Length + 4 > _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        if (Runes + 2 > _starts.Length)
        {
            Array.Resize(ref _starts, _starts.Length * 2);
        }

        _starts[Runes++] = Length;
        Length += rune.EncodeToUtf8(_bytes.AsSpan(Length));
        _starts[Runes] = Length;
    }
}
