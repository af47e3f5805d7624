using System.Globalization;
using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>
/// SentencePiece's compiled map of characters, applied as the reference applies it: to each grapheme of less than six bytes as a whole, else to its code
/// points, and of several entries that a text starts with the shortest.
/// </summary>
internal sealed class PrecompiledNormalizer(PrecompiledMap map) : ITextNormalizer
{
    private const int ShortGrapheme = 6;

    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        builder.Read(text);
        for (int index = 0, length; index < text.Length; index += length)
        {
            length = StringInfo.GetNextTextElementLength(text.Span[index..]);
            WriteGrapheme(text.Span.Slice(index, length), builder);
        }

        return builder.Build();
    }

    private void WriteGrapheme(ReadOnlySpan<char> grapheme, AlignedTextBuilder builder)
    {
        if (Encoding.UTF8.GetByteCount(grapheme) < ShortGrapheme && map.Find(grapheme) is { } whole)
        {
            Replace(grapheme, whole, builder);
            return;
        }

        Span<char> units = stackalloc char[2];
        foreach (var rune in grapheme.EnumerateRunes())
        {
            var part = units[..rune.EncodeToUtf16(units)];
            if (map.Find(part) is { } mapped)
            {
                Replace(part, mapped, builder);
            }
            else
            {
                builder.Replace(rune);
            }
        }
    }

    /// <summary>The first code points take the places of the old ones; what is too many is added, what is too few is passed over.</summary>
    private static void Replace(ReadOnlySpan<char> old, string replacement, AlignedTextBuilder builder)
    {
        var oldCount = CountRunes(old);
        var written = 0;
        foreach (var rune in replacement.EnumerateRunes())
        {
            if (written++ < oldCount)
            {
                builder.Replace(rune);
            }
            else
            {
                builder.Insert(rune);
            }
        }

        builder.Skip(Math.Max(0, oldCount - written));
    }

    private static int CountRunes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
