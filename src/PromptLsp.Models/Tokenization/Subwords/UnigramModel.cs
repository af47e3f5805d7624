using System.Text;

namespace PromptLsp.Models.Tokenization.Subwords;

/// <summary>
/// The most probable cut by a unigram language model (Kudo 2018), found by Viterbi's method; neighbouring unknowns are one token, whose text is that of the
/// piece. Time is linear in the text. Immutable; safe for concurrent callers.
/// </summary>
internal sealed class UnigramModel : ISubwordModel
{
    private const double UnknownPenalty = 10;

    private readonly TokenTable _tokens;
    private readonly TokenTrie _trie;
    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int _unknownId;
    private readonly int[]? _byteIds;

    /// <param name="tokens">Texts and numbers.</param>
    /// <param name="scores">The log-probability of each number.</param>
    /// <param name="unknownId">The unknown token, or -1.</param>
    /// <param name="byteFallback">True where what is unknown becomes the tokens of its UTF-8 bytes.</param>
    /// <param name="matched">The numbers that are matched in a text; null for all.</param>
    public UnigramModel(TokenTable tokens, double[] scores, int unknownId, bool byteFallback, Func<int, bool>? matched = null)
    {
        _tokens = tokens;
        _scores = scores;
        _unknownId = unknownId;
        _unknownScore = (scores.Length == 0 ? 0 : scores.Min()) - UnknownPenalty;
        _byteIds = byteFallback ? [.. Enumerable.Range(0, 256).Select(value => tokens.IdOf($"<0x{value:X2}>"))] : null;
        _trie = new TokenTrie(scores.Length * 4);
        for (var id = 0; id < scores.Length; id++)
        {
            if (tokens.TextOf(id) is { Length: > 0 } text && tokens.IdOf(text) == id && matched?.Invoke(id) != false)
            {
                _trie.Add(text, id);
            }
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
        var nodes = new Node[piece.Length + 1];
        for (int start = 0, length; start < piece.Length; start += length)
        {
            length = char.IsHighSurrogate(piece[start]) ? 2 : 1;
            if (!Extend(piece, start, length, nodes))
            {
                Offer(ref nodes[start + length], new Node(nodes[start].Score + _unknownScore, start, _unknownId, true));
            }
        }

        for (var end = piece.Length; end > 0; end = nodes[end].Start)
        {
            Collect(piece, nodes, ref end, output);
        }

        output.Reverse();
    }

    /// <summary>Offers every token that starts here to the place where it ends; false where none is a single code point.</summary>
    private bool Extend(ReadOnlySpan<char> piece, int start, int length, Node[] nodes)
    {
        var hasSingle = false;
        var state = 0;
        for (var index = start; index < piece.Length; index++)
        {
            state = _trie.Step(state, piece[index]);
            if (state < 0)
            {
                break;
            }

            var id = _trie.TokenAt(state);
            if (id >= 0)
            {
                Offer(ref nodes[index + 1], new Node(nodes[start].Score + _scores[id], start, id, true));
                hasSingle |= index + 1 - start == length;
            }
        }

        return hasSingle;
    }

    private static void Offer(ref Node node, Node candidate)
    {
        if (!node.IsSet || candidate.Score > node.Score)
        {
            node = candidate;
        }
    }

    /// <summary>Adds the token that ends at <paramref name="end"/>, unknown neighbours joined to it.</summary>
    private void Collect(ReadOnlySpan<char> piece, Node[] nodes, ref int end, SubwordBuffer output)
    {
        var last = end;
        if (nodes[end].Id != _unknownId)
        {
            output.Add(new Subword(nodes[end].Id, nodes[end].Start, end));
            return;
        }

        while (nodes[end].Start > 0 && nodes[nodes[end].Start].Id == _unknownId)
        {
            end = nodes[end].Start;
        }

        AddUnknown(piece, nodes[end].Start, last, output);
    }

    private void AddUnknown(ReadOnlySpan<char> piece, int start, int end, SubwordBuffer output)
    {
        var known = _tokens.IdOf(piece[start..end]);
        if (known >= 0)
        {
            output.Add(new Subword(known, start, end));
            return;
        }

        var bytes = _byteIds is null ? [] : Encoding.UTF8.GetBytes(piece[start..end].ToString());
        if (bytes.Length == 0 || bytes.Any(value => _byteIds![value] < 0))
        {
            output.Add(new Subword(_unknownId, start, end, IsSurface: true));
            return;
        }

        // The whole is turned round afterwards.
        foreach (var value in bytes.Reverse())
        {
            output.Add(new Subword(_byteIds![value], start, end));
        }
    }

    /// <summary>The best way to a place.</summary>
    private readonly record struct Node(double Score, int Start, int Id, bool IsSet);
}
