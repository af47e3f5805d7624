using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Puts a text in front, in the place of the first character; nothing in front of an empty text.</summary>
internal sealed class PrependNormalizer(string prefix) : ITextNormalizer
{
    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var builder = new AlignedTextBuilder(text.Length + prefix.Length);
        builder.Read(text);
        builder.AppendAs(prefix, 0);
        builder.Copy(text.Length);
        return builder.Build();
    }
}
