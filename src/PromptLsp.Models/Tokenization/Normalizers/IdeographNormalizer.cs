using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Puts spaces around Chinese characters, as BERT does.</summary>
internal sealed class IdeographNormalizer : ITextNormalizer
{
    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        builder.Read(text);
        foreach (var rune in text.Span.EnumerateRunes())
        {
            if (IsIdeograph(rune.Value))
            {
                builder.Replace(new Rune(' '));
                builder.Insert(rune);
                builder.Insert(new Rune(' '));
            }
            else
            {
                builder.Replace(rune);
            }
        }

        return builder.Build();
    }

    private static bool IsIdeograph(int codePoint) => codePoint is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
