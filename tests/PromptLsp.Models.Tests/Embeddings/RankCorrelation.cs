namespace PromptLsp.Models.Tests.Embeddings;

/// <summary>Spearman's rank correlation, ties by their mean rank.</summary>
internal static class RankCorrelation
{
    public static double Spearman(double[] left, double[] right) => Pearson(Ranks(left), Ranks(right));

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(index => values[index]).ToArray();
        var ranks = new double[values.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            foreach (var index in order.AsSpan(start, end - start))
            {
                ranks[index] = (start + end - 1) / 2.0;
            }

            start = end;
        }

        return ranks;
    }

    private static double Pearson(double[] left, double[] right)
    {
        var (leftMean, rightMean) = (left.Average(), right.Average());
        var covariance = left.Zip(right, (a, b) => (a - leftMean) * (b - rightMean)).Sum();
        return covariance / Math.Sqrt(left.Sum(a => (a - leftMean) * (a - leftMean)) * right.Sum(b => (b - rightMean) * (b - rightMean)));
    }
}
