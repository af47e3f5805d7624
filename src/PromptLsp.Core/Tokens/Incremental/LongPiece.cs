using System.Text;

namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>A long piece in its newest form and, once somebody types in it, the last token of each of its prefixes. For one thread.</summary>
internal sealed class LongPiece
{
    /// <summary>Keys in a piece from which on its tokens are kept: finding them all takes some times as long as counting it.</summary>
    private const int KeysToKeep = 4;

    private readonly IPieceTokenCounter _counter;
    private PrefixTokens? _tokens;
    private char[] _text;
    private int _length;
    private int _keys;

    /// <summary>A piece.</summary>
    /// <param name="counter">The tokenizer.</param>
    /// <param name="piece">Its text.</param>
    /// <param name="isTypedIn">True: its tokens are found at once.</param>
    public LongPiece(IPieceTokenCounter counter, ReadOnlySpan<char> piece, bool isTypedIn)
    {
        _counter = counter;
        _text = piece.ToArray();
        _length = piece.Length;
        if (isTypedIn)
        {
            FindTokens(piece);
        }
    }

    private ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>How many code units of another form are equal at the beginning and the end.</summary>
    public int EqualLength(ReadOnlySpan<char> piece)
    {
        var start = Text.CommonPrefixLength(piece);
        return start + TextEnds.CommonSuffixLength(Text[start..], piece[start..]);
    }

    /// <summary>The tokens of another form, which becomes the piece's.</summary>
    public int Count(ReadOnlySpan<char> piece)
    {
        if (_tokens is not null)
        {
            Replace(_tokens, piece);
        }
        else if (++_keys >= KeysToKeep)
        {
            FindTokens(piece);
        }

        Keep(piece);
        return _tokens?.Count ?? _counter.CountPiece(piece);
    }

    private void FindTokens(ReadOnlySpan<char> piece)
    {
        _tokens = _counter.CreatePrefixTokens();
        _tokens.Append(Utf8(piece));
    }

    /// <summary>Finds anew what differs between the forms; both ends of the difference lie between code points.</summary>
    private void Replace(PrefixTokens tokens, ReadOnlySpan<char> piece)
    {
        var start = Text.CommonPrefixLength(piece);
        start -= start > 0 && char.IsHighSurrogate(piece[start - 1]) ? 1 : 0;
        var end = TextEnds.CommonSuffixLength(Text[start..], piece[start..]);
        end -= end > 0 && char.IsLowSurrogate(piece[^end]) ? 1 : 0;
        tokens.Replace(Encoding.UTF8.GetByteCount(piece[..start]), Encoding.UTF8.GetByteCount(Text[start..^end]), Utf8(piece[start..^end]));
    }

    private static byte[] Utf8(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    private void Keep(ReadOnlySpan<char> piece)
    {
        if (piece.Length > _text.Length)
        {
            _text = new char[piece.Length + (piece.Length / 8)];
        }

        piece.CopyTo(_text);
        _length = piece.Length;
    }
}
