namespace PromptLsp.Core.Metrics;

/// <summary>Precision, recall and F1, each from 0 to 1; 0 where a denominator is 0.</summary>
/// <param name="Precision">Share of the found ones that are right.</param>
/// <param name="Recall">Share of the true ones that were found.</param>
/// <param name="F1">Harmonic mean of both.</param>
/// <param name="Support">Number of true ones.</param>
public readonly record struct ClassScores(double Precision, double Recall, double F1, long Support)
{
    /// <summary>The scores of counts.</summary>
    /// <param name="right">Found and true.</param>
    /// <param name="found">All that were found.</param>
    /// <param name="support">All that are true.</param>
    public static ClassScores Of(long right, long found, long support) =>
        new(Ratio(right, found), Ratio(right, support), Ratio(2 * right, found + support), support);

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
