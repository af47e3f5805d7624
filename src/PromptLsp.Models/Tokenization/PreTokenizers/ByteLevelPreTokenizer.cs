using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Cuts by the pattern of GPT-2 and writes the bytes of each piece in <see cref="ByteAlphabet"/>.</summary>
/// <param name="addPrefixSpace">True to put a space before a piece that has none.</param>
/// <param name="useRegex">False where something before has cut.</param>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    /// <inheritdoc/>
    public void Apply(PieceList pieces)
    {
        if (addPrefixSpace)
        {
            pieces.Rewrite(Prefix);
        }

        if (useRegex)
        {
            pieces.Split(Gpt2Splitter.Split);
        }

        pieces.Rewrite(WriteBytes);
    }

    /// <summary>Writes the bytes of a piece.</summary>
    public static void WriteBytes(AlignedText text, TextPiece piece, AlignedTextBuilder builder)
    {
        var source = text.Span;
        var alphabet = ByteAlphabet.Characters;
        Span<byte> bytes = stackalloc byte[4];
        for (var index = piece.Start; index < piece.End;)
        {
            var (start, end) = (text.StartAt(index), text.EndAt(index));
            if (source[index] < 0x80)
            {
                builder.Append(alphabet[source[index++]], start, end);
                continue;
            }

            Rune.DecodeFromUtf16(source[index..], out var rune, out var length);
            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
            {
                builder.Append(alphabet[value], start, end);
            }

            index += length;
        }
    }

    private static void Prefix(AlignedText text, TextPiece piece, AlignedTextBuilder builder)
    {
        if (text.Span[piece.Start] != ' ')
        {
            builder.AppendAs(" ", piece.Start);
        }

        builder.Copy(piece.Length);
    }
}
