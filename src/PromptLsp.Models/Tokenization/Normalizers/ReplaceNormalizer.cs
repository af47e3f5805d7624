using PromptLsp.Models.Tokenization.Patterns;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Replaces each match. What takes its place has the place of the match's last character, as in the reference.</summary>
internal sealed class ReplaceNormalizer(ITextPattern pattern, string content) : ITextNormalizer
{
    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        AlignedTextBuilder? builder = null;
        pattern.ForEachMatch(text.Span, (start, end) =>
        {
            if (builder is null)
            {
                builder = new AlignedTextBuilder(text.Length + content.Length);
                builder.Read(text);
            }

            builder.Copy(start - builder.Cursor);
            builder.AppendAs(content, end - 1);
            builder.Pass(end - start);
        });
        builder?.Copy(text.Length - builder.Cursor);
        return builder?.Build() ?? text;
    }
}
