using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Sums the counts of a text's pieces: ASCII in blocks of 64 units by masks, the rest piece by piece; a piece's count from the cache, else from the vocabulary.
/// Nothing is allocated. For one thread, one text.
/// </summary>
internal unsafe ref struct PieceCounter
{
    private readonly BpeVocabulary _vocabulary;
    private readonly TokenLexer _lexer;
    private readonly PieceCache _cache;
    private readonly ReadOnlySpan<char> _text;

    /// <summary>Over one text.</summary>
    public PieceCounter(BpeVocabulary vocabulary, TokenLexer lexer, PieceCache cache, ReadOnlySpan<char> text)
    {
        _vocabulary = vocabulary;
        _lexer = lexer;
        _cache = cache;
        _text = text;
    }

    /// <summary>Number of tokens; reading stops soon after it is greater than <paramref name="limit"/>.</summary>
    [SkipLocalsInit]
    public readonly int Count(int limit)
    {
        // The piece that is read as 32 bytes may begin at the block's last byte.
        var ascii = stackalloc byte[AsciiBlock.Size + PieceCache.LongKey + 2];
        var tokens = 0;
        for (var start = 0; start < _text.Length && tokens <= limit;)
        {
            var length = _lexer.ReadsBlocks && IsAscii(start) ? CountBlock(start, ascii, ref tokens) : 0;
            if (length == 0)
            {
                length = _lexer.NextEnd(_text, start, out _) - start;
                tokens += CountPiece(_text.Slice(start, length));
            }

            start += length;
        }

        return tokens;
    }

    /// <summary>A block is worth its while where the piece begins with two ASCII characters.</summary>
    private readonly bool IsAscii(int start) => _text[start] < 0x80 && (start + 1 == _text.Length || _text[start + 1] < 0x80);

    /// <summary>Counts the pieces that end in the block from <paramref name="start"/> on, beyond doubt.</summary>
    /// <returns>Their length; 0 where there is none.</returns>
    private readonly int CountBlock(int start, byte* ascii, ref int tokens)
    {
        var boundaries = _text.Length - start >= AsciiBlock.Size
            ? Boundaries(ref Unsafe.AsRef(in _text[start]), ascii)
            : LastBoundaries(start, ascii);
        var from = 0;
        var sum = 0;
        for (; boundaries != 0; boundaries &= boundaries - 1)
        {
            var end = BitOperations.TrailingZeroCount(boundaries);
            sum += CountAscii(ascii + from, end - from);
            from = end;
        }

        tokens += sum;
        return from;
    }

    [SkipLocalsInit]
    private readonly ulong LastBoundaries(int start, byte* ascii)
    {
        Span<char> padded = stackalloc char[AsciiBlock.Size];
        _text[start..].CopyTo(padded);
        padded[(_text.Length - start)..].Fill('\uFFFF');
        return Boundaries(ref MemoryMarshal.GetReference(padded), ascii);
    }

    private readonly ulong Boundaries(ref char text, byte* ascii)
    {
        var block = new AsciiBlock(ref text, ref *ascii);
        var boundaries = _lexer.Boundaries(block, out var limit);
        return limit <= 0 ? 0 : boundaries & ~1UL & (ulong.MaxValue >> (AsciiBlock.Size - limit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int CountAscii(byte* ascii, int length)
    {
        if (length > PieceCache.ShortKey)
        {
            return CountLongAscii(ascii, length);
        }

        var key = PieceCache.KeyOf(ref *ascii, length, 0);
        var place = _cache.PlaceOf(key);
        var count = PieceCache.CountAt(place, key);
        if (count == 0)
        {
            count = CountBytes(new ReadOnlySpan<byte>(ascii, length));
            PieceCache.Store(place, key, count);
        }

        return count;
    }

    private readonly int CountLongAscii(byte* ascii, int length)
    {
        var bytes = new ReadOnlySpan<byte>(ascii, length);
        if (length > PieceCache.LongKey)
        {
            return CountBytes(bytes);
        }

        var key = PieceCache.LongKeyOf(ref *ascii, length, 0);
        var place = _cache.PlaceOf(key);
        var count = PieceCache.CountAt(place, key);
        if (count == 0)
        {
            count = CountBytes(bytes);
            PieceCache.Store(place, key, count);
        }

        return count;
    }

    /// <summary>A piece of any characters.</summary>
    [SkipLocalsInit]
    private readonly int CountPiece(ReadOnlySpan<char> piece)
    {
        var length = piece.Length * sizeof(char);
        if (length > PieceCache.LongKey)
        {
            return CountUncached(piece);
        }

        var units = stackalloc byte[PieceCache.LongKey + 2];
        MemoryMarshal.AsBytes(piece).CopyTo(new Span<byte>(units, length));
        if (length > PieceCache.ShortKey)
        {
            var longKey = PieceCache.LongKeyOf(ref *units, length, PieceCache.WideKey);
            var longPlace = _cache.PlaceOf(longKey);
            var longCount = PieceCache.CountAt(longPlace, longKey);
            if (longCount == 0)
            {
                longCount = CountUncached(piece);
                PieceCache.Store(longPlace, longKey, longCount);
            }

            return longCount;
        }

        var key = PieceCache.KeyOf(ref *units, length, PieceCache.WideKey);
        var place = _cache.PlaceOf(key);
        var count = PieceCache.CountAt(place, key);
        if (count == 0)
        {
            count = CountUncached(piece);
            PieceCache.Store(place, key, count);
        }

        return count;
    }

    private readonly int CountUncached(ReadOnlySpan<char> piece)
    {
        using var bytes = new PieceBytes(piece, stackalloc byte[PieceBytes.OnStack], stackalloc int[PieceBytes.OnStack]);
        return BytePairEncoder.Encode(_vocabulary, bytes.Utf8, bytes.Tokens);
    }

    private readonly int CountBytes(ReadOnlySpan<byte> bytes)
    {
        Span<int> tokens = stackalloc int[AsciiBlock.Size];
        return BytePairEncoder.Encode(_vocabulary, bytes, tokens);
    }
}
