namespace PromptLsp.Models.Tokenization.Texts;

/// <summary>A text with the pieces that it is cut into. Pre-tokenizers cut the pieces further and may rewrite the text.</summary>
internal sealed class PieceList(AlignedText text, List<TextPiece> pieces)
{
    /// <summary>The text.</summary>
    public AlignedText Text { get; private set; } = text;

    /// <summary>Its pieces in order, none empty.</summary>
    public List<TextPiece> Pieces { get; private set; } = pieces;

    /// <summary>Cuts each piece that is no token.</summary>
    /// <param name="split">Adds the parts of a piece to the list; empty ones are passed over.</param>
    public void Split(PieceSplitter split)
    {
        var parts = new List<TextPiece>(Pieces.Count * 2);
        foreach (var piece in Pieces)
        {
            if (piece.IsToken)
            {
                parts.Add(piece);
            }
            else
            {
                split(Text.Span.Slice(piece.Start, piece.Length), piece.Start, parts);
            }
        }

        Pieces = parts;
    }

    /// <summary>Rewrites the text piece by piece; tokens are copied.</summary>
    /// <param name="rewrite">Reads the piece from the builder's source, which stands at its start, and writes what takes its place.</param>
    public void Rewrite(PieceRewriter rewrite)
    {
        var builder = new AlignedTextBuilder(Text.Length + (Text.Length / 4));
        var pieces = new List<TextPiece>(Pieces.Count);
        foreach (var piece in Pieces)
        {
            var start = builder.Length;
            builder.Read(Text, piece.Start);
            if (piece.IsToken)
            {
                builder.Copy(piece.Length);
            }
            else
            {
                rewrite(Text, piece, builder);
            }

            if (builder.Length > start)
            {
                pieces.Add(piece with { Start = start, Length = builder.Length - start });
            }
        }

        Text = builder.Build();
        Pieces = pieces;
    }
}

/// <summary>Cuts one piece.</summary>
/// <param name="text">The piece.</param>
/// <param name="start">Where it starts in the whole text.</param>
/// <param name="parts">Takes the parts.</param>
internal delegate void PieceSplitter(ReadOnlySpan<char> text, int start, List<TextPiece> parts);

/// <summary>Rewrites one piece.</summary>
internal delegate void PieceRewriter(AlignedText text, TextPiece piece, AlignedTextBuilder builder);
