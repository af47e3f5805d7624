using System.Text;
using PromptLsp.Models.Tokenization.Texts;

namespace PromptLsp.Models.Tokenization.PreTokenizers;

/// <summary>Writes a mark for each space, puts one in front, and cuts before each mark.</summary>
/// <param name="mark">Usually U+2581.</param>
/// <param name="prepend">Where one is put in front.</param>
/// <param name="splits">True where the text is cut.</param>
internal sealed class MetaspacePreTokenizer(Rune mark, PrependScheme prepend, bool splits) : IPreTokenizer
{
    private readonly string _mark = mark.ToString();

    /// <inheritdoc/>
    public void Apply(PieceList pieces)
    {
        pieces.Rewrite(Write);
        if (splits)
        {
            pieces.Split((text, start, parts) => DelimiterSplitter.Split(text, start, parts, rune => rune == mark, DelimiterBehavior.MergedWithNext));
        }
    }

    private void Write(AlignedText text, TextPiece piece, AlignedTextBuilder builder)
    {
        var source = text.Span.Slice(piece.Start, piece.Length);
        var hasMark = source[0] == ' ' || source.StartsWith(_mark);
        if (!hasMark && (prepend == PrependScheme.Always || (prepend == PrependScheme.First && text.StartAt(piece.Start) == 0)))
        {
            builder.AppendAs(_mark, piece.Start);
        }

        for (int index = 0, next; index < source.Length; index = next)
        {
            next = source[index..].IndexOf(' ') is var space and >= 0 ? index + space : source.Length;
            builder.Copy(next - index);
            if (next < source.Length)
            {
                builder.AppendAs(_mark, piece.Start + next++);
                builder.Pass(1);
            }
        }
    }
}

/// <summary>Where a mark is put in front.</summary>
internal enum PrependScheme
{
    /// <summary>Nowhere.</summary>
    Never,

    /// <summary>At the start of the whole text.</summary>
    First,

    /// <summary>At the start of each piece.</summary>
    Always,
}
