namespace PromptLsp.Core.Metrics;

/// <summary>How far probabilities are from the truth.</summary>
public static class ProbabilityMetrics
{
    /// <summary>Number of bins where none is given.</summary>
    public const int DefaultBins = 15;

    private static readonly double _epsilon = Math.BitIncrement(1.0) - 1.0;

    /// <summary>Mean negative natural logarithm of the probability of the truth, clipped to float64's epsilon as in scikit-learn.</summary>
    /// <param name="truthProbabilities">The probability that each row gives to its truth.</param>
    public static double LogLoss(IReadOnlyList<double> truthProbabilities) =>
        truthProbabilities.Average(probability => -Math.Log(Math.Clamp(probability, _epsilon, 1 - _epsilon)));

    /// <summary>Brier score of two classes: mean of (p - y)².</summary>
    /// <param name="isTrue">The truth of each row.</param>
    /// <param name="probabilities">The probability that it is true.</param>
    public static double Brier(IReadOnlyList<bool> isTrue, IReadOnlyList<double> probabilities) =>
        probabilities.Select((probability, row) => Square(probability - (isTrue[row] ? 1 : 0))).Average();

    /// <summary>Brier score of several classes: mean over rows of the sum over classes; for two classes twice <see cref="Brier"/>.</summary>
    /// <param name="truths">Class numbers from 0.</param>
    /// <param name="probabilities">Rows of one probability a class.</param>
    public static double BrierSum(IReadOnlyList<int> truths, IReadOnlyList<double[]> probabilities) =>
        probabilities.Select((row, index) => row.Select((probability, label) => Square(probability - (label == truths[index] ? 1 : 0))).Sum()).Average();

    /// <summary>
    /// Expected calibration error with bins of equal width (Guo et al. 2017): the mean distance between confidence and how often it was right, weighted by the
    /// bins' sizes. Bins are (a, b]; 0 falls in the first. 0 is perfect.
    /// </summary>
    /// <param name="isRight">True where the row was right.</param>
    /// <param name="confidences">Its confidence, from 0 to 1.</param>
    /// <param name="bins">Number of bins.</param>
    public static double CalibrationError(IReadOnlyList<bool> isRight, IReadOnlyList<double> confidences, int bins = DefaultBins) =>
        CalibrationTable(isRight, confidences, bins).Sum(bin => (double)bin.Count / confidences.Count * Math.Abs(bin.Accuracy - bin.Confidence));

    /// <summary>The bins behind <see cref="CalibrationError"/>, empty ones left out.</summary>
    /// <param name="isRight">True where the row was right.</param>
    /// <param name="confidences">Its confidence, from 0 to 1.</param>
    /// <param name="bins">Number of bins.</param>
    public static IReadOnlyList<CalibrationBin> CalibrationTable(IReadOnlyList<bool> isRight, IReadOnlyList<double> confidences, int bins = DefaultBins)
    {
        var counts = new int[bins];
        var rights = new int[bins];
        var sums = new double[bins];
        for (var row = 0; row < confidences.Count; row++)
        {
            var bin = Math.Clamp((int)Math.Ceiling(bins * confidences[row]) - 1, 0, bins - 1);
            counts[bin]++;
            rights[bin] += isRight[row] ? 1 : 0;
            sums[bin] += confidences[row];
        }

        return [.. Enumerable.Range(0, bins).Where(bin => counts[bin] > 0)
            .Select(bin => new CalibrationBin(bin, counts[bin], (double)rights[bin] / counts[bin], sums[bin] / counts[bin]))];
    }

    private static double Square(double value) => value * value;
}

/// <summary>One bin of confidences.</summary>
/// <param name="Bin">Number from 0.</param>
/// <param name="Count">Rows in it.</param>
/// <param name="Accuracy">How often they are right.</param>
/// <param name="Confidence">Their mean confidence.</param>
public readonly record struct CalibrationBin(int Bin, int Count, double Accuracy, double Confidence);
