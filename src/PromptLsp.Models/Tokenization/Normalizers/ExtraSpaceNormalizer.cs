using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Removes spaces at the ends and makes one of several, as SentencePiece does.</summary>
internal sealed class ExtraSpaceNormalizer : ITextNormalizer
{
    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var source = text.Span;
        var builder = new AlignedTextBuilder(text.Length);
        builder.Read(text);
        var end = source.TrimEnd(' ').Length;
        for (var index = 0; index < end; index++)
        {
            if (source[index] == ' ' && (index == 0 || source[index - 1] == ' '))
            {
                builder.Pass(1);
            }
            else
            {
                builder.Copy(1);
            }
        }

        return builder.Build();
    }
}
