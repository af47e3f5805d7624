using System.Buffers;
using System.Text;

namespace PromptLsp.Core.Tokens;

/// <summary>Counts as tiktoken's <c>encode_ordinary</c> does: pieces by the encoding's pattern, byte pairs merged within each piece.</summary>
internal sealed class BpeTokenCounter(string name, BpeVocabulary vocabulary, TokenLexer lexer, IReadOnlyDictionary<int, string> specialTokens) : ITokenCounter
{
    private const int StackPiece = 256;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Count(string text)
    {
        var tokens = 0;
        Visit(text, (_, _, ends) =>
        {
            tokens += ends.Length;
            return true;
        });
        return tokens;
    }

    /// <inheritdoc/>
    public IReadOnlyList<TokenSpan> Encode(string text)
    {
        var tokens = new List<TokenSpan>(text.Length / 3);
        Visit(text, (start, bytes, ends) =>
        {
            AddTokens(text, start, bytes, ends, tokens);
            return true;
        });
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
    public int PrefixLength(string text, int maxTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokens);
        var tokens = 0;
        var length = text.Length;
        Visit(text, (start, bytes, ends) =>
        {
            if (tokens + ends.Length <= maxTokens)
            {
                tokens += ends.Length;
                return true;
            }

            var spans = new List<TokenSpan>(ends.Length);
            AddTokens(text, start, bytes, ends, spans);
            length = spans[maxTokens - tokens].Start;
            return false;
        });
        return length;
    }

    private delegate bool PieceVisitor(int start, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends);

    /// <summary>Calls <paramref name="visit"/> for each piece with its start, its bytes and the end of each token in them, until it says no.</summary>
    private void Visit(string text, PieceVisitor visit)
    {
        Span<byte> stackBytes = stackalloc byte[StackPiece * 3];
        Span<int> stackEnds = stackalloc int[StackPiece * 3];
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = lexer.NextEnd(text, start);
            var piece = text.AsSpan(start, end - start);
            if (piece.Length <= StackPiece)
            {
                var bytes = stackBytes[..Encoding.UTF8.GetBytes(piece, stackBytes)];
                if (!visit(start, bytes, stackEnds[..BpeMerger.Merge(vocabulary, bytes, stackEnds)]))
                {
                    return;
                }
            }
            else if (!VisitLong(start, piece, visit))
            {
                return;
            }
        }
    }

    private bool VisitLong(int start, ReadOnlySpan<char> piece, PieceVisitor visit)
    {
        var length = Encoding.UTF8.GetByteCount(piece);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        var ends = ArrayPool<int>.Shared.Rent(length);
        try
        {
            Encoding.UTF8.GetBytes(piece, bytes);
            var count = BpeMerger.Merge(vocabulary, bytes.AsSpan(0, length), ends);
            return visit(start, bytes.AsSpan(0, length), ends.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<int>.Shared.Return(ends);
        }
    }

    /// <summary>Maps byte ranges of one piece to UTF-16: a token that begins or ends within a code point gets the whole of it.</summary>
    private void AddTokens(string text, int pieceStart, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends, List<TokenSpan> tokens)
    {
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

            tokens.Add(new TokenSpan(vocabulary.RankOf(bytes[start..ends[i]]), first, point.End));
        }
    }

    /// <summary>Walks over code points, knowing their places in UTF-16 and in UTF-8.</summary>
    private ref struct CodePointCursor
    {
        private readonly string _text;

        public CodePointCursor(string text, int start)
        {
            _text = text;
            End = start;
            MoveNext();
        }

        public int Start { get; private set; }

        public int End { get; private set; }

        public int ByteEnd { get; private set; }

        public void MoveNext()
        {
            Start = End;
            Rune.DecodeFromUtf16(_text.AsSpan(Start), out var rune, out var length);
            End = Start + length;
            ByteEnd += rune.Utf8SequenceLength;
        }
    }
}
