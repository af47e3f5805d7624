using System.Text;

namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>
/// Pieces so long that counting one anew at each key would be felt: of the newest few the last token of each prefix is kept, and an edit finds anew those that it
/// can reach. Safe for concurrent callers.
/// </summary>
/// <param name="counter">The tokenizer.</param>
internal sealed class LongPieces(IPieceTokenCounter counter)
{
    /// <summary>UTF-16 code units from which on a piece is long.</summary>
    public const int Shortest = 16 * 1024;

    private const int MostKept = 2;

    private readonly Lock _lock = new();
    private readonly List<LongPiece> _kept = [];

    /// <summary>Number of tokens of a long piece.</summary>
    public int Count(ReadOnlySpan<char> piece)
    {
        lock (_lock)
        {
            var kept = Nearest(piece) ?? new LongPiece(counter.CreatePrefixTokens());
            _kept.Remove(kept);
            _kept.Insert(0, kept);
            if (_kept.Count > MostKept)
            {
                _kept.RemoveAt(MostKept);
            }

            return kept.Count(piece);
        }
    }

    /// <summary>The piece of which at least half is equal; null where there is none.</summary>
    private LongPiece? Nearest(ReadOnlySpan<char> piece)
    {
        foreach (var kept in _kept)
        {
            if (kept.EqualLength(piece) >= piece.Length / 2)
            {
                return kept;
            }
        }

        return null;
    }

    /// <summary>A piece and the last token of each of its prefixes.</summary>
    private sealed class LongPiece(PrefixTokens tokens)
    {
        private char[] _text = [];
        private int _length;

        private ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

        public int EqualLength(ReadOnlySpan<char> piece)
        {
            var start = Text.CommonPrefixLength(piece);
            return start + TextEnds.CommonSuffixLength(Text[start..], piece[start..]);
        }

        public int Count(ReadOnlySpan<char> piece)
        {
            var start = Text.CommonPrefixLength(piece);
            start -= start > 0 && char.IsHighSurrogate(piece[start - 1]) ? 1 : 0;
            var end = TextEnds.CommonSuffixLength(Text[start..], piece[start..]);
            end -= end > 0 && char.IsLowSurrogate(piece[^end]) ? 1 : 0;
            var removed = Encoding.UTF8.GetByteCount(Text[start..^end]);
            tokens.Replace(Encoding.UTF8.GetByteCount(piece[..start]), removed, Encoding.UTF8.GetBytes(piece[start..^end].ToArray()));
            Keep(piece);
            return tokens.Count;
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
}
