using PromptLsp.Models.Tokenization.PreTokenizers;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.Normalizers;

/// <summary>Writes the bytes of the text in <see cref="ByteAlphabet"/>.</summary>
internal sealed class ByteLevelNormalizer : ITextNormalizer
{
    /// <inheritdoc/>
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text.Length);
        ByteLevelPreTokenizer.WriteBytes(text, new TextPiece(0, text.Length), builder);
        return builder.Build();
    }
}
