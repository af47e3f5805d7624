using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Lower case by the full mapping of single code points: only U+0130 becomes two.</summary>
internal sealed class LowercaseNormalizer : ITextNormalizer
{
    private const int CapitalIWithDot = 0x130;
    private const int DotAbove = 0x307;

    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        builder.Read(text);
        foreach (var rune in text.Span.EnumerateRunes())
        {
            if (rune.Value == CapitalIWithDot)
            {
                builder.Replace(new Rune('i'));
                builder.Insert(new Rune(DotAbove));
            }
            else
            {
                builder.Replace(Rune.ToLowerInvariant(rune));
            }
        }

        return builder.Build();
    }
}
