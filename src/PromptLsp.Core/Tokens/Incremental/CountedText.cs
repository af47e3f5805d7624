namespace PromptLsp.Core.Tokens.Incremental;

/// <summary>
/// A text and its pieces, from which the count of a changed text comes without counting it all: the text is cut anew from the first piece that the change can
/// reach until a cut falls where an old one was; all other pieces keep their counts. Exact. Immutable, safe for concurrent readers.
/// </summary>
internal sealed class CountedText
{
    private readonly PieceReader _reader;
    private readonly PieceList _pieces;

    private CountedText(string text, PieceReader reader, PieceList pieces)
    {
        Text = text;
        _reader = reader;
        _pieces = pieces;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Its tokens.</summary>
    public int Tokens => _pieces.Tokens;

    /// <summary>Number of chunks that hold its pieces.</summary>
    internal int ChunkCount => _pieces.ChunkCount;

    /// <summary>Counts a text.</summary>
    public static CountedText Count(string text, PieceReader reader)
    {
        var pieces = new List<CountedPiece>((text.Length / 5) + 1);
        for (var start = 0; start < text.Length; start += pieces[^1].Length)
        {
            pieces.Add(reader.At(text, start));
        }

        return new CountedText(text, reader, PieceListBuilder.Build(pieces));
    }

    /// <summary>Counts another text by what is equal at its beginning and its end.</summary>
    public CountedText With(string text)
    {
        var equal = EqualStart(text);
        return equal == text.Length && equal == Text.Length ? this : With(text, equal, EqualEnd(text, equal));
    }

    /// <summary>How many code units are equal at the beginnings.</summary>
    public int EqualStart(ReadOnlySpan<char> text) => Text.AsSpan().CommonPrefixLength(text);

    /// <summary>How many code units are equal at the ends, the <paramref name="start"/> that are equal at the beginnings left out.</summary>
    public int EqualEnd(ReadOnlySpan<char> text, int start) => TextEnds.CommonSuffixLength(Text.AsSpan(start), text[start..]);

    /// <summary>The tokens of parts of the text, which follow each other and cover it: each token belongs to the part that gives most of its characters, of equals to the first.</summary>
    /// <param name="ends">Where each part ends, ascending.</param>
    public int[] CountParts(ReadOnlySpan<int> ends)
    {
        var counts = new int[ends.Length];
        var (start, before) = (0, 0);
        for (var part = 0; part < ends.Length; part++)
        {
            if (ends[part] <= start)
            {
                // A piece that began before covers it: its tokens are given away already.
                continue;
            }

            var (place, pieceStart, tokens) = _pieces.At(ends[part]);
            counts[part] += tokens - before;
            (start, before) = (pieceStart, tokens);
            if (pieceStart < ends[part])
            {
                var piece = _pieces[place];
                TokenShares.Add(counts, ends, part, _reader.TokensOf(Text, pieceStart, piece));
                (start, before) = (pieceStart + piece.Length, tokens + piece.Tokens);
            }
        }

        return counts;
    }

    /// <summary>As <see cref="ITokenCounter.PrefixLength"/> of the text.</summary>
    public int PrefixLength(int maxTokens)
    {
        if (maxTokens >= Tokens)
        {
            return Text.Length;
        }

        var (place, start, before) = _pieces.AtToken(maxTokens);
        return Bpe.GraphemeBoundary.AtOrBefore(Text, _reader.TokensOf(Text, start, _pieces[place])[maxTokens - before].Start);
    }

    private CountedText With(string text, int equalStart, int equalEnd)
    {
        var moved = text.Length - Text.Length;
        var changeEnd = text.Length - equalEnd;
        var (from, start) = _pieces.FirstReadBehind(equalStart);
        var (to, oldStart) = (from, start);
        var pieces = new List<CountedPiece>();
        while (start < text.Length)
        {
            while (oldStart < Text.Length && (oldStart + moved < start || oldStart + moved < changeEnd))
            {
                oldStart += _pieces[to].Length;
                to = _pieces.Next(to);
            }

            if (start >= changeEnd && oldStart + moved == start)
            {
                return new CountedText(text, _reader, _pieces.Replace(from, to, pieces));
            }

            pieces.Add(_reader.At(text, start));
            start += pieces[^1].Length;
        }

        return new CountedText(text, _reader, _pieces.Replace(from, _pieces.End, pieces));
    }
}
