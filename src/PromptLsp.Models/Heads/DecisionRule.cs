namespace PromptLsp.Models.Heads;

/// <summary>How probabilities become a label.</summary>
/// <param name="Positive">The label that the threshold is for.</param>
/// <param name="Threshold">Decides for that label from here on, and not below; null: the highest probability decides.</param>
public sealed record DecisionRule(int Positive, double? Threshold)
{
    /// <summary>The number of the label.</summary>
    public int Decide(double[] probabilities)
    {
        if (Threshold is not { } threshold)
        {
            return Array.IndexOf(probabilities, probabilities.Max());
        }

        if (probabilities[Positive] >= threshold)
        {
            return Positive;
        }

        return Enumerable.Range(0, probabilities.Length).Where(label => label != Positive).MaxBy(label => probabilities[label]);
    }
}
