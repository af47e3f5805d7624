using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Removes white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : ITextNormalizer
{
    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        // All of white space is in the basic plane.
        var start = left ? text.Length - text.Span.TrimStart().Length : 0;
        var end = right ? text.Span.TrimEnd().Length : text.Length;
        if (start == 0 && end == text.Length)
        {
            return text;
        }

        var builder = new AlignedTextBuilder(text.Length);
        builder.Read(text, start);
        builder.Copy(Math.Max(0, end - start));
        return builder.Build();
    }
}
