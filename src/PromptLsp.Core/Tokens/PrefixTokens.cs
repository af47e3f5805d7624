using System.Buffers;
using PromptLsp.Core.Tokens.Bpe;

namespace PromptLsp.Core.Tokens;

/// <summary>
/// The tokens of one long piece, kept so that an edit inside it costs little: for each prefix of the piece's UTF-8 bytes, the last token of that prefix' encoding.
/// The last tokens say all: the encoding of a prefix is its last token behind the encoding of what is left without it (van Antwerpen and Neubeck 2024).
/// The last token of a prefix depends on those of the shorter prefixes by up to <see cref="LongestToken"/> bytes only; so behind an edit they are found anew until
/// that many in a row are as they were. For one thread; about five bytes of memory a byte.
/// </summary>
/// <remarks>Counts as <see cref="IPieceTokenCounter.CountPiece"/> does for the whole. Get one from <see cref="IPieceTokenCounter.CreatePrefixTokens"/>.</remarks>
public sealed class PrefixTokens
{
    private const int None = -1;

    private readonly BpeVocabulary _vocabulary;
    private byte[] _bytes = [];
    private int[] _last = [];

    internal PrefixTokens(BpeVocabulary vocabulary) => _vocabulary = vocabulary;

    /// <summary>Number of UTF-8 bytes of the piece.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of the encoding's longest token: how far an edit reaches at least.</summary>
    public int LongestToken => _vocabulary.LongestToken;

    /// <summary>Number of tokens of the whole piece; takes a step for each token.</summary>
    public int Count => _vocabulary.RankOf(_bytes.AsSpan(0, Length)) >= 0 ? 1 : CountOf(Length);

    /// <summary>Number of tokens of the encoding of the first <paramref name="length"/> bytes when they stand alone; takes a step for each token.</summary>
    /// <param name="length">0 to <see cref="Length"/>.</param>
    public int CountOf(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length, nameof(length));
        var count = 0;
        for (var end = length; end > 0; end -= _vocabulary.LengthOf(_last[end - 1]))
        {
            count++;
        }

        return count;
    }

    /// <summary>Puts bytes behind the others.</summary>
    /// <param name="utf8">Whole code points.</param>
    /// <param name="cancellationToken">Looked at every few thousand bytes; when it stops the work, this object cannot be used any more.</param>
    public void Append(ReadOnlySpan<byte> utf8, CancellationToken cancellationToken = default) => Replace(Length, 0, utf8, cancellationToken);

    /// <summary>Replaces a range of bytes.</summary>
    /// <param name="start">First byte, at the beginning of a code point.</param>
    /// <param name="length">Number of bytes that go.</param>
    /// <param name="utf8">Bytes that come in their place.</param>
    /// <param name="cancellationToken">Looked at every few thousand bytes; when it stops the work, this object cannot be used any more.</param>
    /// <returns>Number of bytes whose tokens were found anew.</returns>
    public int Replace(int start, int length, ReadOnlySpan<byte> utf8, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - start), nameof(length));
        var newLength = checked(Length - length + utf8.Length);
        EnsureRoom(newLength);
        _bytes.AsSpan((start + length)..Length).CopyTo(_bytes.AsSpan(start + utf8.Length));
        _last.AsSpan((start + length)..Length).CopyTo(_last.AsSpan(start + utf8.Length));
        utf8.CopyTo(_bytes.AsSpan(start));
        Length = newLength;
        return Recompute(start, start + utf8.Length, cancellationToken);
    }

    private void EnsureRoom(int length)
    {
        if (length > _bytes.Length)
        {
            // Arrays of a long piece are large: they grow by a quarter, so that typing does not copy them each time.
            Array.Resize(ref _bytes, checked(length + (length / 4) + 16));
            Array.Resize(ref _last, _bytes.Length);
        }
    }

    /// <summary>
    /// Finds last tokens from <paramref name="start"/> on. Tokens are laid forwards from each prefix whose last token is known: of all that end at a place just one
    /// may stand behind the last token of the prefix before it.
    /// </summary>
    private int Recompute(int start, int changedEnd, CancellationToken cancellationToken)
    {
        var window = LongestToken;
        var found = ArrayPool<int>.Shared.Rent(window);
        found.AsSpan(0, window).Fill(None);
        for (var from = Math.Max(0, start - window); from < start; from++)
        {
            Lay(from, start, found, window);
        }

        var same = 0;
        var at = start;
        for (; at < Length && same < window; at++)
        {
            if ((at & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            Lay(at, start, found, window);
            var slot = at % window;
            same = at >= changedEnd && _last[at] == found[slot] ? same + 1 : 0;
            _last[at] = found[slot];
            found[slot] = None;
        }

        ArrayPool<int>.Shared.Return(found);
        return at - start;
    }

    /// <summary>Lays each token that may stand behind the first <paramref name="from"/> bytes, where it ends behind <paramref name="start"/>.</summary>
    private void Lay(int from, int start, int[] found, int window)
    {
        var before = from == 0 ? None : _last[from - 1];
        var node = _vocabulary.TrieRoot;
        for (var end = from; end < Length; end++)
        {
            node = _vocabulary.Step(node, _bytes[end]);
            if (node == 0)
            {
                return;
            }

            var token = BpeVocabulary.TokenAt(node);
            if (token >= 0 && end >= start && found[end % window] == None && CanStand(before, token))
            {
                found[end % window] = token;
            }
        }
    }

    private bool CanStand(int before, int token) =>
        before == None || BytePairRules.AreNeighbours(_vocabulary, before, token);
}
