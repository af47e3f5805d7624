using System.Buffers;
using System.Runtime.CompilerServices;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Byte pair encoding of one piece in linear time: the longest token that matches is taken, a shorter one where it may not stand behind the token before it, and
/// one step is taken back where none may. A place from which no way led on is not tried again, so that the work for each byte is bounded by the longest token
/// (van Antwerpen and Neubeck 2024). The result is that of joining pairs by rank.
/// </summary>
internal static class BytePairEncoder
{
    private const int BitsOnStack = 8;
    private const int ShorterOnStack = 256;
    private const int NotLooked = -1;

    /// <summary>Writes the tokens of a piece to <paramref name="tokens"/>, which has at least as many places as the piece has bytes.</summary>
    /// <returns>Number of tokens.</returns>
    public static int Encode(BpeVocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> tokens)
    {
        if (piece.IsEmpty)
        {
            return 0;
        }

        var token = LongestToken(vocabulary, piece, out var length);
        if (length == piece.Length)
        {
            tokens[0] = token;
            return 1;
        }

        // A piece that is a token is that token, also where joining pairs would not lead to it.
        var whole = vocabulary.HasUnmergedTokens ? vocabulary.RankOf(piece) : -1;
        if (whole >= 0)
        {
            tokens[0] = whole;
            return 1;
        }

        return Search(vocabulary, piece, tokens, token, length);
    }

    private static int Search(BpeVocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> tokens, int token, int length)
    {
        var words = (piece.Length >> 6) + 1;
        if (words <= BitsOnStack)
        {
            Span<ulong> blocked = stackalloc ulong[BitsOnStack];
            blocked.Clear();
            return Search(vocabulary, piece, tokens, token, length, blocked);
        }

        var rented = ArrayPool<ulong>.Shared.Rent(words);
        rented.AsSpan(0, words).Clear();
        var count = Search(vocabulary, piece, tokens, token, length, rented);
        ArrayPool<ulong>.Shared.Return(rented);
        return count;
    }

    [SkipLocalsInit]
    private static int Search(BpeVocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> tokens, int token, int length, Span<ulong> blocked)
    {
        Span<int> shorter = vocabulary.LongestToken <= ShorterOnStack ? stackalloc int[ShorterOnStack] : new int[vocabulary.LongestToken];
        var (count, start, left) = (0, 0, NotLooked);
        while (true)
        {
            var end = start + length;
            if ((blocked[end >> 6] & (1UL << (end & 63))) == 0 && (count == 0 || BytePairRules.AreNeighbours(vocabulary, tokens[count - 1], token)))
            {
                tokens[count++] = token;
                if (end == piece.Length)
                {
                    return count;
                }

                (start, left) = (end, NotLooked);
                token = LongestToken(vocabulary, piece[start..], out length);
                continue;
            }

            left = left == NotLooked ? ShorterTokens(vocabulary, piece.Slice(start, length - 1), shorter) : left;
            if (left > 0)
            {
                token = shorter[--left];
                length = vocabulary.LengthOf(token);
                continue;
            }

            blocked[start >> 6] |= 1UL << (start & 63);
            token = tokens[--count];
            length = vocabulary.LengthOf(token);
            (start, left) = (start - length, NotLooked);
        }
    }

    /// <summary>All tokens that the bytes begin with, the shortest first.</summary>
    /// <returns>Their number.</returns>
    private static int ShorterTokens(BpeVocabulary vocabulary, ReadOnlySpan<byte> bytes, Span<int> tokens)
    {
        var node = vocabulary.TrieRoot;
        var count = 0;
        foreach (var label in bytes)
        {
            node = vocabulary.Step(node, label);
            var token = BpeVocabulary.TokenAt(node);
            if (token >= 0)
            {
                tokens[count++] = token;
            }
        }

        return count;
    }

    /// <summary>The longest token that the bytes begin with, and its length; -1 and 0 where there are no bytes.</summary>
    private static int LongestToken(BpeVocabulary vocabulary, ReadOnlySpan<byte> bytes, out int length)
    {
        var node = vocabulary.TrieRoot;
        var longest = -1;
        length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            node = vocabulary.Step(node, bytes[i]);
            if (node == 0)
            {
                break;
            }

            var token = BpeVocabulary.TokenAt(node);
            if (token >= 0)
            {
                longest = token;
                length = i + 1;
            }
        }

        return longest;
    }
}
