using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Cuts into pieces of as many code points.</summary>
internal sealed class FixedLengthPreTokenizer(int length) : IPreTokenizer
{
    /// <inheritdoc/>
    public void Apply(PieceList pieces) => pieces.Split(Split);

    private void Split(ReadOnlySpan<char> text, int start, List<TextPiece> parts)
    {
        var (begin, count) = (0, 0);
        for (var index = 0; index < text.Length;)
        {
            index += char.IsHighSurrogate(text[index]) ? 2 : 1;
            if (++count == length || index >= text.Length)
            {
                parts.AddPart(start + begin, index - begin);
                (begin, count) = (index, 0);
            }
        }
    }
}
