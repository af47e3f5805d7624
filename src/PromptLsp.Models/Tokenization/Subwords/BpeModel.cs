using System.Text;

namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>
/// Byte-pair encoding by ranked merges (Sennrich et al. 2016; the reference is Hugging Face tokenizers). Time is n log n in the length of a piece.
/// Immutable but for what it remembers of tokens; safe for concurrent callers.
/// </summary>
internal sealed class BpeModel : ISubwordModel
{
    private const byte Reached = 1;
    private const byte NotReached = 2;

    private readonly TokenTable _tokens;
    private readonly MergeTable _merges;
    private readonly BpeOptions _options;
    private readonly int[] _byteIds;
    private readonly int[] _characterIds = new int[512];

    // For each token: whether merging its own text leads to it, as far as somebody asked. Every thread writes the same.
    private readonly byte[] _reached;

    public BpeModel(TokenTable tokens, MergeTable merges, BpeOptions options)
    {
        _tokens = tokens;
        _merges = merges;
        _options = options;
        _reached = new byte[tokens.IdLimit];
        _byteIds = [.. Enumerable.Range(0, 256).Select(value => tokens.IdOf($"<0x{value:X2}>"))];
        for (var character = 0; character < _characterIds.Length; character++)
        {
            _characterIds[character] = tokens.IdOf([(char)character]);
        }
    }

    /// <inheritdoc/>
    public int IdLimit => _tokens.IdLimit;

    /// <inheritdoc/>
    public int IdOf(ReadOnlySpan<char> text) => _tokens.IdOf(text);

    /// <inheritdoc/>
    public string? TextOf(int id) => _tokens.TextOf(id);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<char> piece, SubwordBuffer output)
    {
        output.Clear();
        var whole = WholeId(piece);
        if (whole >= 0 && (_options.IgnoreMerges || _reached[whole] == Reached))
        {
            output.Add(new Subword(whole, 0, piece.Length));
            return;
        }

        var symbols = Spell(piece, output);
        BpeMerging.Merge(_merges, symbols, output);
        if (whole >= 0 && _reached[whole] == 0)
        {
            _reached[whole] = output.Count == 1 && output.Tokens[0].Id == whole ? Reached : NotReached;
        }
    }

    private int WholeId(ReadOnlySpan<char> piece)
    {
        if (_options.EndSuffix.Length == 0 || _options.IgnoreMerges)
        {
            return _tokens.IdOf(piece);
        }

        const int longest = 64;
        var length = piece.Length + _options.EndSuffix.Length;
        if (length > longest)
        {
            return -1;
        }

        Span<char> text = stackalloc char[longest];
        piece.CopyTo(text);
        _options.EndSuffix.CopyTo(text[piece.Length..]);
        return _tokens.IdOf(text[..length]);
    }

    /// <summary>The token of each code point, or what stands for it.</summary>
    private Span<Subword> Spell(ReadOnlySpan<char> piece, SubwordBuffer output)
    {
        var symbols = output.Symbols(_options.ByteFallback ? piece.Length * 3 : piece.Length);
        var count = 0;
        var unknown = new Subword(-1, 0, 0);
        for (int index = 0, length; index < piece.Length; index += length)
        {
            length = char.IsHighSurrogate(piece[index]) && index + 1 < piece.Length ? 2 : 1;
            var id = IdOfCodePoint(piece, index, length);
            if (id >= 0)
            {
                FlushUnknown(ref unknown, symbols, ref count);
                symbols[count++] = new Subword(id, index, index + length);
            }
            else if (!_options.ByteFallback || !TryBytes(piece, index, length, symbols, ref count))
            {
                TakeUnknown(ref unknown, index, index + length, symbols, ref count);
            }
        }

        FlushUnknown(ref unknown, symbols, ref count);
        return symbols[..count];
    }

    private int IdOfCodePoint(ReadOnlySpan<char> piece, int index, int length)
    {
        var hasPrefix = index > 0 && _options.ContinuationPrefix.Length > 0;
        var hasSuffix = index + length == piece.Length && _options.EndSuffix.Length > 0;
        if (!hasPrefix && !hasSuffix)
        {
            var character = piece[index];
            return character < _characterIds.Length ? _characterIds[character] : _tokens.IdOf(piece.Slice(index, length));
        }

        return _tokens.IdOf(string.Concat(hasPrefix ? _options.ContinuationPrefix : "", piece.Slice(index, length), hasSuffix ? _options.EndSuffix : ""));
    }

    private bool TryBytes(ReadOnlySpan<char> piece, int index, int length, Span<Subword> symbols, ref int count)
    {
        Span<byte> bytes = stackalloc byte[4];
        bytes = bytes[..Encoding.UTF8.GetBytes(piece.Slice(index, length), bytes)];
        foreach (var value in bytes)
        {
            if (_byteIds[value] < 0)
            {
                return false;
            }
        }

        foreach (var value in bytes)
        {
            symbols[count++] = new Subword(_byteIds[value], index, index + length);
        }

        return true;
    }

    private void TakeUnknown(ref Subword unknown, int start, int end, Span<Subword> symbols, ref int count)
    {
        if (_options.UnknownId < 0)
        {
            return;
        }

        if (unknown.Id >= 0 && _options.FuseUnknown)
        {
            unknown = unknown with { End = end };
            return;
        }

        FlushUnknown(ref unknown, symbols, ref count);
        unknown = new Subword(_options.UnknownId, start, end);
    }

    private static void FlushUnknown(ref Subword unknown, Span<Subword> symbols, ref int count)
    {
        if (unknown.Id >= 0)
        {
            symbols[count++] = unknown;
            unknown = new Subword(-1, 0, 0);
        }
    }
}
