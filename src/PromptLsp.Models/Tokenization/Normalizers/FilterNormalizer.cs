using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Removes or replaces single code points.</summary>
/// <param name="map">What a code point becomes; null where it vanishes.</param>
internal sealed class FilterNormalizer(Func<Rune, Rune?> map) : ITextNormalizer
{
    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        builder.Read(text);
        foreach (var rune in text.Span.EnumerateRunes())
        {
            if (map(rune) is { } other)
            {
                builder.Replace(other);
            }
            else
            {
                builder.Skip(1);
            }
        }

        return builder.Build();
    }
}
