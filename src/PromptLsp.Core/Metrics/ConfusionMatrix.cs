namespace PromptLsp.Core.Metrics;

/// <summary>
/// How often each class was taken for each, and what follows from it: the definitions of scikit-learn's <c>precision_recall_fscore_support</c>
/// with <c>zero_division=0</c>, <c>matthews_corrcoef</c>, <c>balanced_accuracy_score</c> and <c>cohen_kappa_score</c>. Immutable.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;
    private readonly long[] _truths;
    private readonly long[] _predictions;

    /// <summary>Counts pairs of truth and prediction.</summary>
    /// <param name="truths">Class numbers from 0.</param>
    /// <param name="predictions">As many class numbers.</param>
    /// <param name="classes">How many classes there are, also those that do not occur.</param>
    /// <exception cref="ArgumentException">The lists differ in length or hold another class.</exception>
    public ConfusionMatrix(IReadOnlyList<int> truths, IReadOnlyList<int> predictions, int classes)
    {
        if (truths.Count != predictions.Count)
        {
            throw new ArgumentException($"{truths.Count} truths and {predictions.Count} predictions: one of each a row is needed.", nameof(predictions));
        }

        _counts = new long[classes, classes];
        _truths = new long[classes];
        _predictions = new long[classes];
        for (var row = 0; row < truths.Count; row++)
        {
            if ((uint)truths[row] >= (uint)classes || (uint)predictions[row] >= (uint)classes)
            {
                throw new ArgumentException($"Row {row} holds a class outside 0 to {classes - 1}.", nameof(truths));
            }

            _counts[truths[row], predictions[row]]++;
            _truths[truths[row]]++;
            _predictions[predictions[row]]++;
        }

        Total = truths.Count;
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _truths.Length;

    /// <summary>Number of rows.</summary>
    public long Total { get; }

    /// <summary>How often <paramref name="truth"/> was taken for <paramref name="prediction"/>.</summary>
    public long this[int truth, int prediction] => _counts[truth, prediction];

    /// <summary>Share of rows that are right; 0 without rows.</summary>
    public double Accuracy => Total == 0 ? 0 : (double)Right / Total;

    /// <summary>Mean recall of the classes that are true somewhere.</summary>
    public double BalancedAccuracy => MeanOf(Enumerable.Range(0, Classes).Where(index => _truths[index] > 0).Select(index => Of(index).Recall));

    /// <summary>The mean over all classes; one that does not occur counts as 0. F1 is the mean of the F1s.</summary>
    public ClassScores Macro => Mean(Enumerable.Range(0, Classes));

    /// <summary>The mean over the classes that are true or predicted somewhere.</summary>
    public ClassScores MacroOfPresent => Mean(Enumerable.Range(0, Classes).Where(index => _truths[index] + _predictions[index] > 0));

    /// <summary>Over all rows at once, so precision, recall and F1 equal the accuracy.</summary>
    public ClassScores Micro => ClassScores.Of(Right, Total, Total);

    /// <summary>The mean over the classes weighted by how often they are true.</summary>
    public ClassScores Weighted => new(WeightedMean(scores => scores.Precision), WeightedMean(scores => scores.Recall), WeightedMean(scores => scores.F1), Total);

    /// <summary>Matthews' correlation, from -1 to 1; 0 where one side is constant.</summary>
    public double MatthewsCorrelation
    {
        get
        {
            var both = _truths.Zip(_predictions, (truth, prediction) => (double)truth * prediction).Sum();
            var square = (double)Total * Total;
            var spread = (square - _truths.Sum(count => (double)count * count)) * (square - _predictions.Sum(count => (double)count * count));
            return spread == 0 ? 0 : (((double)Right * Total) - both) / Math.Sqrt(spread);
        }
    }

    private long Right => Enumerable.Range(0, Classes).Sum(index => _counts[index, index]);

    /// <summary>The scores of one class.</summary>
    public ClassScores Of(int index) => ClassScores.Of(_counts[index, index], _predictions[index], _truths[index]);

    /// <summary>Cohen's kappa, 1 at full agreement; NaN where the expected disagreement is 0.</summary>
    /// <param name="power">Weight of a disagreement by the distance of the classes: 0 all the same, 1 linear, 2 quadratic.</param>
    public double Kappa(int power = 0)
    {
        double seen = 0, expected = 0;
        for (var truth = 0; truth < Classes; truth++)
        {
            for (var prediction = 0; prediction < Classes; prediction++)
            {
                var weight = truth == prediction ? 0 : Math.Pow(Math.Abs(truth - prediction), power);
                seen += weight * _counts[truth, prediction];
                expected += weight * _truths[truth] * _predictions[prediction] / Total;
            }
        }

        return expected == 0 ? double.NaN : 1 - (seen / expected);
    }

    private static double MeanOf(IEnumerable<double> values) => values.DefaultIfEmpty(0).Average();

    private ClassScores Mean(IEnumerable<int> classes)
    {
        var scores = classes.Select(Of).ToList();
        return new ClassScores(MeanOf(scores.Select(score => score.Precision)), MeanOf(scores.Select(score => score.Recall)), MeanOf(scores.Select(score => score.F1)), Total);
    }

    private double WeightedMean(Func<ClassScores, double> part) =>
        Total == 0 ? 0 : Enumerable.Range(0, Classes).Sum(index => part(Of(index)) * _truths[index]) / Total;
}
