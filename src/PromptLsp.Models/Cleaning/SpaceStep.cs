using PromptLsp.Models.Tokenization.Normalizers;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Cleaning;

/// <summary>Each run of white space becomes one space, none at the ends.</summary>
internal sealed class SpaceStep : ITextNormalizer
{
    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        var span = text.Span;
        for (int start = 0, end; start < span.Length; start = end)
        {
            var isSpace = char.IsWhiteSpace(span[start]);
            end = start + 1;
            while (end < span.Length && char.IsWhiteSpace(span[end]) == isSpace)
            {
                end++;
            }

            if (!isSpace)
            {
                builder.Read(text, start);
                builder.Copy(end - start);
            }
            else if (start > 0 && end < span.Length)
            {
                builder.Read(text, start);
                builder.AppendAs(" ", start);
            }
        }

        return builder.Build();
    }
}
