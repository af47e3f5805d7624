using PromptLsp.Models.Heads;

namespace PromptLsp.Models.Training;

/// <summary>One number that scores are divided by so that probabilities mean what they say (Guo et al. 2017): that of least log loss, by golden-section search.</summary>
public static class TemperatureScaling
{
    private const double Least = 0.02;
    private const double Most = 50;
    private const int Steps = 80;

    /// <summary>The temperature.</summary>
    /// <param name="scores">Scores of rows that the head was not fitted on.</param>
    /// <param name="labels">Their class numbers.</param>
    public static double Fit(IReadOnlyList<double[]> scores, IReadOnlyList<int> labels)
    {
        // The loss is convex in 1 / temperature, so unimodal in its logarithm.
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(Least), Math.Log(Most));
        for (var step = 0; step < Steps; step++)
        {
            var (left, right) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
            (low, high) = Loss(scores, labels, Math.Exp(left)) <= Loss(scores, labels, Math.Exp(right)) ? (low, right) : (left, high);
        }

        return Math.Exp((low + high) / 2);
    }

    private static double Loss(IReadOnlyList<double[]> scores, IReadOnlyList<int> labels, double temperature)
    {
        double loss = 0;
        for (var row = 0; row < labels.Count; row++)
        {
            loss -= Math.Log(Math.Max(Probabilities.Of(scores[row], temperature)[labels[row]], 1e-300));
        }

        return loss;
    }
}
