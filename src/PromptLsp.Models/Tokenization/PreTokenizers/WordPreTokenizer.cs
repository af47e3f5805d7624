using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>The pattern <c>\w+|[^\w\s]+</c>; what is between the matches vanishes.</summary>
internal sealed class WordPreTokenizer : IPreTokenizer
{
    /// <inheritdoc/>
    public void Apply(PieceList pieces) => pieces.Split(Split);

    private static void Split(ReadOnlySpan<char> text, int start, List<TextPiece> parts)
    {
        var begin = 0;
        var kind = ' ';
        for (int index = 0, length; index < text.Length; index += length)
        {
            Rune.DecodeFromUtf16(text[index..], out var rune, out length);
            var next = CharacterClasses.IsWord(rune) ? 'w' : Rune.IsWhiteSpace(rune) ? ' ' : 'p';
            if (next != kind)
            {
                parts.AddPart(start + begin, kind == ' ' ? 0 : index - begin);
                (begin, kind) = (index, next);
            }
        }

        parts.AddPart(start + begin, kind == ' ' ? 0 : text.Length - begin);
    }
}
