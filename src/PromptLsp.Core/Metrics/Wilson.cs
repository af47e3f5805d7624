namespace PromptLsp.Core.Metrics;

/// <summary>Confidence interval of a share (E. B. Wilson, 1927, "Probable inference, the law of succession, and statistical inference").</summary>
public static class Wilson
{
    /// <summary>The interval of <paramref name="successes"/> of <paramref name="total"/>; 0 to 1 where there is nothing.</summary>
    /// <param name="successes">From 0 to <paramref name="total"/>.</param>
    /// <param name="total">From 0.</param>
    /// <param name="confidence">Above 0 and below 1, such as 0.95.</param>
    public static (double Low, double High) Interval(int successes, int total, double confidence)
    {
        if (total == 0)
        {
            return (0, 1);
        }

        var z = Quantile(0.5 + (confidence / 2));
        var share = (double)successes / total;
        var square = z * z / total;
        var center = (share + (square / 2)) / (1 + square);
        var half = z * Math.Sqrt((share * (1 - share) / total) + (square / (4 * total))) / (1 + square);
        return (Math.Max(0, center - half), Math.Min(1, center + half));
    }

    /// <summary>The value below which a standard normal variable lies with this probability, by Newton's method on the distribution.</summary>
    public static double Quantile(double probability)
    {
        var x = 0.0;
        for (var i = 0; i < 100; i++)
        {
            var step = (Distribution(x) - probability) / Density(x);
            x = Math.Clamp(x - Math.Clamp(step, -1, 1), -7, 7);
            if (Math.Abs(step) < 1e-13)
            {
                break;
            }
        }

        return x;
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11 (2004): the Taylor series, for |x| up to 7.</summary>
    private static double Distribution(double x)
    {
        double sum = x, term = x, last = 0;
        for (var i = 3; sum != last; i += 2)
        {
            last = sum;
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * Density(x));
    }
}
