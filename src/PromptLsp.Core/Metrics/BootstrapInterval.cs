namespace PromptLsp.Core.Metrics;

/// <summary>Percentile bootstrap (Efron 1979): the interval of a figure when the rows are drawn again with replacement. The same seed gives the same interval.</summary>
public static class BootstrapInterval
{
    /// <summary>Number of draws where none is given.</summary>
    public const int DefaultDraws = 1000;

    /// <summary>The interval of a figure.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="figure">The figure of the rows drawn, given by number; NaN draws are left out.</param>
    /// <param name="confidence">Such as 0.95.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="draws">How often to draw.</param>
    public static (double Low, double High) Of(int rows, Func<int[], double> figure, double confidence = 0.95, ulong seed = 1, int draws = DefaultDraws)
    {
        var random = new SeededRandom(seed);
        var drawn = new int[rows];
        var figures = new List<double>(draws);
        for (var draw = 0; draw < draws; draw++)
        {
            for (var row = 0; row < rows; row++)
            {
                drawn[row] = random.Next(rows);
            }

            figures.Add(figure(drawn));
        }

        figures.RemoveAll(double.IsNaN);
        figures.Sort();
        var tail = (1 - confidence) / 2;
        return figures.Count == 0 ? (double.NaN, double.NaN) : (At(figures, tail), At(figures, 1 - tail));
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Round(share * (sorted.Count - 1))];
}
