using System.Buffers;
using System.Text;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>Counts as tiktoken's <c>encode_ordinary</c> does: pieces by the encoding's pattern, byte pairs merged within each piece.</summary>
internal sealed class BpeTokenCounter(string name, BpeVocabulary vocabulary, TokenLexer lexer, IReadOnlyDictionary<int, string> specialTokens) : IPieceTokenCounter
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text) => CountWhile(text, int.MaxValue);

    /// <inheritdoc/>
    public int CountUpTo(ReadOnlySpan<char> text, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var count = CountWhile(text, limit);
        return count <= limit ? count : limit + 1;
    }

    /// <inheritdoc/>
    public TokenPiece NextPiece(ReadOnlySpan<char> text, int start) => lexer.NextPiece(text, start);

    /// <inheritdoc/>
    public int CountPiece(ReadOnlySpan<char> piece)
    {
        using var bytes = new PieceBytes(piece, stackalloc byte[PieceBytes.OnStack], stackalloc int[PieceBytes.OnStack]);
        return BpeMerger.Merge(vocabulary, bytes.Utf8, bytes.Tokens);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text)
    {
        var tokens = new List<TokenSpan>((text.Length / 3) + 1);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = lexer.NextEnd(text, start, out _);
            AddTokens(text, start, end, tokens);
        }

        return tokens;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An id is in no vocabulary.</exception>
    public string Decode(IEnumerable<int> ids)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var id in ids)
        {
            if (specialTokens.TryGetValue(id, out var special))
            {
                Encoding.UTF8.GetBytes(special, bytes);
            }
            else if (id >= 0 && id < vocabulary.Count && !vocabulary.BytesOf(id).IsEmpty)
            {
                bytes.Write(vocabulary.BytesOf(id));
            }
            else
            {
                throw new ArgumentOutOfRangeException(nameof(ids), id, $"{name} has no token of this number.");
            }
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <inheritdoc/>
    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        var left = maxTokens;
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = lexer.NextEnd(text, start, out _);
            var count = CountPiece(text[start..end]);
            if (count > left)
            {
                var tokens = new List<TokenSpan>(count);
                AddTokens(text, start, end, tokens);
                return GraphemeBoundary.AtOrBefore(text, tokens[left].Start);
            }

            left -= count;
        }

        return text.Length;
    }

    /// <summary>Stops at the first piece whose tokens go beyond the limit.</summary>
    private int CountWhile(ReadOnlySpan<char> text, int limit)
    {
        var tokens = 0;
        for (int start = 0, end; start < text.Length && tokens <= limit; start = end)
        {
            end = lexer.NextEnd(text, start, out _);
            tokens += CountPiece(text[start..end]);
        }

        return tokens;
    }

    /// <summary>Maps byte ranges of one piece to UTF-16: a token that begins or ends within a code point gets the whole of it.</summary>
    private void AddTokens(ReadOnlySpan<char> text, int pieceStart, int pieceEnd, List<TokenSpan> tokens)
    {
        using var piece = new PieceBytes(text[pieceStart..pieceEnd], stackalloc byte[PieceBytes.OnStack], stackalloc int[PieceBytes.OnStack]);
        var ends = piece.Tokens[..BpeMerger.Merge(vocabulary, piece.Utf8, piece.Tokens)];
        var point = new CodePointCursor(text, pieceStart);
        for (int i = 0, start = 0; i < ends.Length; start = ends[i++])
        {
            while (point.ByteEnd <= start)
            {
                point.MoveNext();
            }

            var first = point.Start;
            while (point.ByteEnd < ends[i])
            {
                point.MoveNext();
            }

            tokens.Add(new TokenSpan(vocabulary.RankOf(piece.Utf8[start..ends[i]]), first, point.End));
        }
    }
}
