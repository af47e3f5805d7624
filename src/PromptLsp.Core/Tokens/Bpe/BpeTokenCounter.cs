using System.Buffers;
using System.Text;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>Counts as tiktoken's <c>encode_ordinary</c> does: pieces by the encoding's pattern, byte pairs merged within each piece.</summary>
internal sealed class BpeTokenCounter(string name, BpeVocabulary vocabulary, TokenLexer lexer, SpecialTokenSet specialTokens) : IPieceTokenCounter
{
    private readonly PieceCaches _caches = new();

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
        return BytePairEncoder.Encode(vocabulary, bytes.Utf8, bytes.Tokens);
    }

    /// <inheritdoc/>
    public PrefixTokens CreatePrefixTokens() => new(vocabulary);

    /// <inheritdoc/>
    public void ForgetCounts() => _caches.Clear();

    /// <inheritdoc/>
    public IReadOnlyList<TokenSpan> Encode(ReadOnlySpan<char> text)
    {
        var tokens = new List<TokenSpan>((text.Length / 3) + 1);
        EncodePart(text, 0, text.Length, tokens);
        return tokens;
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenSpan> EncodeWithSpecialTokens(ReadOnlySpan<char> text)
    {
        var tokens = new List<TokenSpan>((text.Length / 3) + 1);
        var start = 0;
        while (specialTokens.TryFind(text, start, out var special))
        {
            EncodePart(text, start, special.Start, tokens);
            tokens.Add(special);
            start = special.End;
        }

        EncodePart(text, start, text.Length, tokens);
        return tokens;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An id is in no vocabulary.</exception>
    public string Decode(IEnumerable<int> ids)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var id in ids)
        {
            if (specialTokens.TextOf(id) is { } special)
            {
                Encoding.UTF8.GetBytes(special, bytes);
            }
            else if (id >= 0 && id < vocabulary.Count && vocabulary.LengthOf(id) > 0)
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

    private int CountWhile(ReadOnlySpan<char> text, int limit)
    {
        var cache = _caches.Rent();
        var tokens = new PieceCounter(vocabulary, lexer, cache, text).Count(limit);
        _caches.Return(cache);
        return tokens;
    }

    /// <summary>The part stands as a text of its own: its end is the end of a text.</summary>
    private void EncodePart(ReadOnlySpan<char> text, int start, int end, List<TokenSpan> tokens)
    {
        var part = text[..end];
        while (start < end)
        {
            var pieceEnd = lexer.NextEnd(part, start, out _);
            AddTokens(part, start, pieceEnd, tokens);
            start = pieceEnd;
        }
    }

    /// <summary>Maps byte ranges of one piece to UTF-16: a token that begins or ends within a code point gets the whole of it.</summary>
    private void AddTokens(ReadOnlySpan<char> text, int pieceStart, int pieceEnd, List<TokenSpan> tokens)
    {
        using var piece = new PieceBytes(text[pieceStart..pieceEnd], stackalloc byte[PieceBytes.OnStack], stackalloc int[PieceBytes.OnStack]);
        var ids = piece.Tokens[..BytePairEncoder.Encode(vocabulary, piece.Utf8, piece.Tokens)];
        var point = new CodePointCursor(text, pieceStart);
        var end = 0;
        foreach (var id in ids)
        {
            while (point.ByteEnd <= end)
            {
                point.MoveNext();
            }

            var first = point.Start;
            end += vocabulary.LengthOf(id);
            while (point.ByteEnd < end)
            {
                point.MoveNext();
            }

            tokens.Add(new TokenSpan(id, first, point.End));
        }
    }
}
