namespace PromptLsp.Models.Generation;

/// <summary>How probable a model finds a text.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="SumLogProbability">Sum of the natural logarithms of the probabilities of all tokens but the first, which nothing predicts.</param>
public readonly record struct SequenceScore(int Tokens, double SumLogProbability)
{
    /// <summary>exp of the mean negative log-probability; null where there are fewer than two tokens.</summary>
    public double? Perplexity => Tokens < 2 ? null : Math.Exp(-SumLogProbability / (Tokens - 1));
}
