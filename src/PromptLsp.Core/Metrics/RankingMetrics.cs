namespace PromptLsp.Core.Metrics;

/// <summary>How well scores put the true rows before the others, whatever the threshold.</summary>
public static class RankingMetrics
{
    /// <summary>
    /// Area under the ROC curve: the chance that a true row scores above another one, ties counting half (Mann and Whitney). NaN where all rows are of one kind.
    /// </summary>
    /// <param name="isTrue">The truth of each row.</param>
    /// <param name="scores">Its score; only the order counts.</param>
    public static double RocAuc(IReadOnlyList<bool> isTrue, IReadOnlyList<double> scores)
    {
        double wins = 0;
        long falseBelow = 0, trues = 0;
        foreach (var (trueCount, falseCount) in Enumerable.Reverse(Groups(isTrue, scores)))
        {
            wins += trueCount * (falseBelow + (falseCount / 2.0));
            falseBelow += falseCount;
            trues += trueCount;
        }

        return trues == 0 || falseBelow == 0 ? double.NaN : wins / trues / falseBelow;
    }

    /// <summary>Average precision: the sum over the distinct thresholds of precision times the gain in recall, without interpolation; 0 without true rows.</summary>
    /// <param name="isTrue">The truth of each row.</param>
    /// <param name="scores">Its score; only the order counts.</param>
    public static double AveragePrecision(IReadOnlyList<bool> isTrue, IReadOnlyList<double> scores)
    {
        var total = isTrue.Count(truth => truth);
        long right = 0, found = 0;
        double sum = 0;
        foreach (var (trueCount, falseCount) in Groups(isTrue, scores))
        {
            right += trueCount;
            found += trueCount + falseCount;
            sum += (double)right / found * trueCount;
        }

        return total == 0 ? 0 : sum / total;
    }

    /// <summary>The mean over the classes of one against the rest.</summary>
    /// <param name="metric"><see cref="RocAuc"/> or <see cref="AveragePrecision"/>.</param>
    /// <param name="truths">Class numbers from 0.</param>
    /// <param name="scores">Rows of one score a class.</param>
    /// <param name="isWeighted">True: weighted by how often a class is true, so that one that never is does not count.</param>
    public static double OneVersusRest(
        Func<IReadOnlyList<bool>, IReadOnlyList<double>, double> metric, IReadOnlyList<int> truths, IReadOnlyList<double[]> scores, bool isWeighted = false)
    {
        double sum = 0, weights = 0;
        for (var index = 0; index < scores[0].Length; index++)
        {
            var isTrue = truths.Select(truth => truth == index).ToList();
            var weight = isWeighted ? isTrue.Count(truth => truth) : 1;
            if (weight > 0)
            {
                sum += weight * metric(isTrue, [.. scores.Select(row => row[index])]);
                weights += weight;
            }
        }

        return sum / weights;
    }

    /// <summary>The mean ROC-AUC over the pairs of classes that are true somewhere, each in both directions (Hand and Till 2001).</summary>
    /// <param name="truths">Class numbers from 0.</param>
    /// <param name="scores">Rows of one score a class.</param>
    public static double OneVersusOne(IReadOnlyList<int> truths, IReadOnlyList<double[]> scores)
    {
        var present = truths.Distinct().Order().ToList();
        var sums = new List<double>();
        foreach (var first in present)
        {
            foreach (var second in present.Where(other => other > first))
            {
                sums.Add((PairAuc(truths, scores, first, second) + PairAuc(truths, scores, second, first)) / 2);
            }
        }

        return sums.Count == 0 ? double.NaN : sums.Average();
    }

    private static double PairAuc(IReadOnlyList<int> truths, IReadOnlyList<double[]> scores, int positive, int negative)
    {
        var rows = Enumerable.Range(0, truths.Count).Where(row => truths[row] == positive || truths[row] == negative).ToList();
        return RocAuc([.. rows.Select(row => truths[row] == positive)], [.. rows.Select(row => scores[row][positive])]);
    }

    /// <summary>True and other rows of each distinct score, highest first.</summary>
    private static List<(long True, long False)> Groups(IReadOnlyList<bool> isTrue, IReadOnlyList<double> scores)
    {
        var order = Enumerable.Range(0, scores.Count).OrderByDescending(row => scores[row]).ToList();
        var groups = new List<(long True, long False)>();
        for (var place = 0; place < order.Count;)
        {
            var score = scores[order[place]];
            long trues = 0, others = 0;
            for (; place < order.Count && scores[order[place]] == score; place++)
            {
                _ = isTrue[order[place]] ? trues++ : others++;
            }

            groups.Add((trues, others));
        }

        return groups;
    }
}
