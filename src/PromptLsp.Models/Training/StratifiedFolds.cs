using PromptLsp.Core.Metrics;

namespace PromptLsp.Models.Training;

/// <summary>Deals rows out into folds so that each has the classes in their shares. The same seed gives the same folds.</summary>
public static class StratifiedFolds
{
    /// <summary>The fold of each row, from 0.</summary>
    /// <param name="labels">Class numbers from 0.</param>
    /// <param name="folds">Two or more.</param>
    /// <param name="seed">Seed of the dealing.</param>
    public static int[] Deal(IReadOnlyList<int> labels, int folds, ulong seed)
    {
        var random = new SeededRandom(seed);
        var fold = new int[labels.Count];
        var next = 0;
        foreach (var rows in Enumerable.Range(0, labels.Count).GroupBy(row => labels[row]).OrderBy(group => group.Key).Select(group => group.ToArray()))
        {
            random.Shuffle(rows);
            foreach (var row in rows)
            {
                fold[row] = next++ % folds;
            }
        }

        return fold;
    }
}
