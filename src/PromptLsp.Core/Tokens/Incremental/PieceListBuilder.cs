using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>Puts pieces into chunks.</summary>
internal static class PieceListBuilder
{
    /// <summary>The list of these pieces.</summary>
    public static PieceList Build(List<CountedPiece> pieces)
    {
        var chunks = ImmutableArray.CreateBuilder<PieceChunk>((pieces.Count / PieceChunk.MaxPieces) + 1);
        AddChunks(chunks, pieces);
        return new PieceList(chunks.ToImmutable());
    }

    /// <summary>Adds the pieces in as few chunks as can be, of about the same size each, so that none is small beside a full one.</summary>
    public static void AddChunks(ImmutableArray<PieceChunk>.Builder chunks, List<CountedPiece> pieces)
    {
        var left = CollectionsMarshal.AsSpan(pieces);
        for (var count = (left.Length + PieceChunk.MaxPieces - 1) / PieceChunk.MaxPieces; count > 0; count--)
        {
            var size = (left.Length + count - 1) / count;
            chunks.Add(new PieceChunk(left[..size]));
            left = left[size..];
        }
    }
}
