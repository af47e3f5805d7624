using PromptLsp.Models.Heads;
using PromptLsp.Core.Metrics;

namespace PromptLsp.Models.Training;

/// <summary>How good a head is on one set.</summary>
/// <param name="Name">The set.</param>
/// <param name="Matrix">Truths by decisions.</param>
/// <param name="AccuracyInterval">95 % by Wilson.</param>
/// <param name="F1Interval">95 % of the positive label's F1 by bootstrap; null with other than two labels, or where one is absent.</param>
/// <param name="RocAuc">Of the positive label, or one against the rest; NaN where all rows are of one label.</param>
/// <param name="CalibrationError">Expected calibration error of the decided label.</param>
/// <param name="Brier">Brier score: of two labels the mean of (p - y)², else the sum over labels.</param>
/// <param name="Positive">Number of the positive label.</param>
public sealed record HeadReport(
    string Name, ConfusionMatrix Matrix, (double Low, double High) AccuracyInterval, (double Low, double High)? F1Interval, double RocAuc, double CalibrationError, double Brier, int Positive)
{
    private const double Confidence = 0.95;

    /// <summary>Measures decisions.</summary>
    /// <param name="name">The set.</param>
    /// <param name="truths">Class numbers.</param>
    /// <param name="probabilities">Rows of one probability a class.</param>
    /// <param name="rule">How a row is decided.</param>
    public static HeadReport Of(string name, IReadOnlyList<int> truths, IReadOnlyList<double[]> probabilities, DecisionRule rule)
    {
        var decisions = probabilities.Select(rule.Decide).ToArray();
        var classes = probabilities[0].Length;
        var matrix = new ConfusionMatrix(truths, decisions, classes);
        var isTrue = truths.Select(truth => truth == rule.Positive).ToArray();
        var right = truths.Select((truth, row) => truth == decisions[row]).ToArray();
        var isBinary = classes == 2;
        var hasBoth = isTrue.Distinct().Count() == 2;
        return new HeadReport(
            name,
            matrix,
            Wilson.Interval(right.Count(value => value), truths.Count, Confidence),
            isBinary && hasBoth ? BootstrapInterval.Of(truths.Count, drawn => F1(drawn, isTrue, decisions, rule.Positive)) : null,
            isBinary ? RankingMetrics.RocAuc(isTrue, [.. probabilities.Select(row => row[rule.Positive])]) : RankingMetrics.OneVersusRest(RankingMetrics.RocAuc, truths, probabilities),
            ProbabilityMetrics.CalibrationError(right, [.. probabilities.Select((row, index) => row[decisions[index]])]),
            isBinary ? ProbabilityMetrics.Brier(isTrue, [.. probabilities.Select(row => row[rule.Positive])]) : ProbabilityMetrics.BrierSum(truths, probabilities),
            rule.Positive);
    }

    /// <summary>F1 of the positive label.</summary>
    public double F1OfPositive => Matrix.Of(Positive).F1;

    private static double F1(int[] drawn, bool[] isTrue, int[] decisions, int positive)
    {
        long right = 0, found = 0, support = 0;
        foreach (var row in drawn)
        {
            var isFound = decisions[row] == positive;
            found += isFound ? 1 : 0;
            support += isTrue[row] ? 1 : 0;
            right += isFound && isTrue[row] ? 1 : 0;
        }

        return ClassScores.Of(right, found, support).F1;
    }
}
