using System.Text;

namespace PromptLsp.Models.Tests.Tokenization;

/// <summary>Writes SentencePiece models as the library writes them.</summary>
internal static class SentencePieceFile
{
    /// <summary>A model of pieces with score and type.</summary>
    public static byte[] Of(bool isUnigram, params (string Text, float Score, int Type)[] pieces) => Of(isUnigram, [], pieces);

    /// <summary>A model with a compiled map of characters.</summary>
    public static byte[] Of(bool isUnigram, byte[] map, IEnumerable<(string Text, float Score, int Type)> pieces)
    {
        using var stream = new MemoryStream();
        foreach (var (text, score, type) in pieces)
        {
            using var piece = new MemoryStream();
            Bytes(piece, 1, Encoding.UTF8.GetBytes(text));
            piece.WriteByte((2 << 3) | 5);
            piece.Write(BitConverter.GetBytes(score));
            Number(piece, 3, (ulong)type);
            Bytes(stream, 1, piece.ToArray());
        }

        using var trainer = new MemoryStream();
        Number(trainer, 3, isUnigram ? 1ul : 2ul);
        Bytes(stream, 2, trainer.ToArray());
        using var normalizer = new MemoryStream();
        Bytes(normalizer, 2, map);
        Bytes(stream, 3, normalizer.ToArray());
        return stream.ToArray();
    }

    private static void Bytes(MemoryStream stream, int field, byte[] bytes)
    {
        Varint(stream, (ulong)((field << 3) | 2));
        Varint(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void Number(MemoryStream stream, int field, ulong value)
    {
        Varint(stream, (ulong)(field << 3));
        Varint(stream, value);
    }

    private static void Varint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
