using System.Text;

namespace PromptLsp.Core.Tokens.Bpe;

/// <summary>
/// Byte pair encoding as it is defined (Sennrich et al. 2016, ranks as in tiktoken): of all neighbours that are a token together, those of the lowest rank are joined,
/// the leftmost first. Slow and plain; it finds how each token comes to be.
/// </summary>
internal sealed class TokenSplitter
{
    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly string[] _tokens;
    private readonly List<int> _ends = [];

    /// <summary>Over the bytes of each token by rank.</summary>
    /// <exception cref="InvalidDataException">Two ranks have the same bytes.</exception>
    public TokenSplitter(IReadOnlyList<byte[]> tokens)
    {
        _tokens = [.. tokens.Select(Encoding.Latin1.GetString)];
        for (var rank = 0; rank < _tokens.Length; rank++)
        {
            if (_tokens[rank].Length > 0 && !_ranks.TryAdd(_tokens[rank], rank))
            {
                throw new InvalidDataException($"The ranks {_ranks[_tokens[rank]]} and {rank} of the vocabulary have the same bytes.");
            }
        }

        _lookup = _ranks.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>
    /// The two tokens of lower rank that a token's bytes are encoded as. The token twice where it is a single byte, or no merge's result: then only a piece that
    /// is the whole token becomes it.
    /// </summary>
    public (int Left, int Right) Split(int rank)
    {
        var token = _tokens[rank];
        _ends.Clear();
        for (var i = 0; i <= token.Length; i++)
        {
            _ends.Add(i);
        }

        while (_ends.Count > 3 && JoinLowest(token, rank))
        {
        }

        return _ends.Count == 3 && _lookup.TryGetValue(token.AsSpan(0, _ends[1]), out var left) && _lookup.TryGetValue(token.AsSpan(_ends[1]), out var right)
            ? (left, right)
            : (rank, rank);
    }

    private bool JoinLowest(string token, int below)
    {
        var (best, bestRank) = (-1, below);
        for (var i = 0; i + 2 < _ends.Count; i++)
        {
            if (_lookup.TryGetValue(token.AsSpan(_ends[i], _ends[i + 2] - _ends[i]), out var rank) && rank < bestRank)
            {
                (best, bestRank) = (i, rank);
            }
        }

        if (best >= 0)
        {
            _ends.RemoveAt(best + 1);
        }

        return best >= 0;
    }
}
