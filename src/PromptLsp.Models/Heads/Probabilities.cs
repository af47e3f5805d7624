namespace PromptLsp.Models.Heads;

/// <summary>Probabilities of scores, without overflow.</summary>
internal static class Probabilities
{
    /// <summary>1 / (1 + e^-score).</summary>
    public static double Sigmoid(double score)
    {
        var power = Math.Exp(-Math.Abs(score));
        return score >= 0 ? 1 / (1 + power) : power / (1 + power);
    }

    /// <summary>Turns scores into probabilities that sum to 1.</summary>
    /// <returns>The logarithm of the sum of e^score.</returns>
    public static double Softmax(Span<double> scores)
    {
        var largest = System.Numerics.Tensors.TensorPrimitives.Max<double>(scores);
        double sum = 0;
        foreach (ref var score in scores)
        {
            score = Math.Exp(score - largest);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }

        return largest + Math.Log(sum);
    }

    /// <summary>The probability of each class: one score is that of class 1 of two.</summary>
    /// <param name="scores">Scores of a head; overwritten.</param>
    /// <param name="temperature">What scores are divided by first.</param>
    public static double[] Of(ReadOnlySpan<double> scores, double temperature)
    {
        if (scores.Length == 1)
        {
            var positive = Sigmoid(scores[0] / temperature);
            return [1 - positive, positive];
        }

        var probabilities = new double[scores.Length];
        for (var index = 0; index < scores.Length; index++)
        {
            probabilities[index] = scores[index] / temperature;
        }

        Softmax(probabilities);
        return probabilities;
    }
}
