namespace PromptLsp.Retrieval.Searching;

/// <summary>Joins rankings of the same things by different methods.</summary>
public static class RankFusion
{
    /// <summary>The constant of the paper: it keeps the first ranks of one method from outweighing agreement.</summary>
    public const int DefaultK = 60;

    /// <summary>Reciprocal rank fusion: the sum over the rankings of 1 / (k + rank), rank from 1; greater is better, ties by the lower item.</summary>
    /// <remarks>Cormack, Clarke and Büttcher, Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods, SIGIR 2009.</remarks>
    /// <param name="rankings">Items best first, each once in a ranking.</param>
    /// <param name="k">The constant, 0 or more.</param>
    public static IReadOnlyList<(int Item, double Score)> ReciprocalRank(IEnumerable<IReadOnlyList<int>> rankings, int k = DefaultK)
    {
        var scores = new Dictionary<int, double>();
        foreach (var ranking in rankings)
        {
            for (var i = 0; i < ranking.Count; i++)
            {
                scores[ranking[i]] = scores.GetValueOrDefault(ranking[i]) + (1.0 / (k + i + 1));
            }
        }

        return [.. scores.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)];
    }
}
