using PromptLsp.Core.Metrics;
using PromptLsp.Models.Heads;

namespace PromptLsp.Models.Training;

/// <summary>Trains a <see cref="HiddenLayerHead"/> by Adam with warm-up, dropout and early stopping. The same seed gives the same head.</summary>
public sealed class HiddenLayerTrainer
{
    private readonly HiddenLayerOptions _options;
    private readonly SeededRandom _random;
    private readonly int _sparseColumns;
    private readonly AdamParameters[] _hidden;
    private readonly AdamParameters[] _output;
    private readonly double[] _classWeights;
    private int _step;

    private HiddenLayerTrainer(int columns, int sparseColumns, int outputs, double[] classWeights, HiddenLayerOptions options)
    {
        (_options, _sparseColumns, _classWeights, _random) = (options, sparseColumns, classWeights, new SeededRandom(options.Seed));
        _hidden = Layer(options.Units, columns, Math.Sqrt(2.0 / Math.Max(1, columns - sparseColumns)));
        _output = Layer(outputs, options.Units, Math.Sqrt(1.0 / options.Units));
    }

    /// <summary>Trains.</summary>
    /// <param name="rows">Features of the training rows.</param>
    /// <param name="labels">Their class numbers.</param>
    /// <param name="validationRows">Features of rows that only decide when to stop.</param>
    /// <param name="validationLabels">Their class numbers.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="sparseColumns">Columns of the sparse part.</param>
    /// <param name="options">How.</param>
    /// <param name="report">Told of each epoch.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static HiddenLayerHead Train(
        IReadOnlyList<FeatureRow> rows, IReadOnlyList<int> labels, IReadOnlyList<FeatureRow> validationRows, IReadOnlyList<int> validationLabels,
        int classes, int sparseColumns, HiddenLayerOptions options, Action<string>? report = null, CancellationToken cancellationToken = default)
    {
        var trainer = new HiddenLayerTrainer(
            sparseColumns + rows[0].Dense.Length, sparseColumns, classes == 2 ? 1 : classes, ClassWeights.Of(labels, classes, options.IsBalanced), options);
        var (best, bestLoss, since) = (trainer.Snapshot(), double.PositiveInfinity, 0);
        for (var epoch = 1; epoch <= options.MaxEpochs && since < options.Patience; epoch++)
        {
            trainer.Epoch(rows, labels, cancellationToken);
            var loss = Loss(trainer.Snapshot(), validationRows, validationLabels);
            report?.Invoke($"epoch {epoch}: validation loss {loss:0.0000}");
            (best, since) = loss < bestLoss ? (trainer.Snapshot(), 0) : (best, since + 1);
            bestLoss = Math.Min(loss, bestLoss);
        }

        return best;
    }

    private static double Loss(HiddenLayerHead head, IReadOnlyList<FeatureRow> rows, IReadOnlyList<int> labels) =>
        ProbabilityMetrics.LogLoss([.. rows.Select((row, index) => Probabilities.Of(head.Score(row), 1)[labels[index]])]);

    private AdamParameters[] Layer(int outputs, int columns, double spread)
    {
        var layer = new AdamParameters[outputs];
        for (var output = 0; output < outputs; output++)
        {
            layer[output] = new AdamParameters(columns + 1);
            for (var column = 0; column < columns; column++)
            {
                layer[output].Values[column] = spread * _random.NextNormal();
            }
        }

        return layer;
    }

    private HiddenLayerHead Snapshot() => new(Linear(_hidden, _sparseColumns), Linear(_output, 0));

    private static LinearHead Linear(AdamParameters[] layer, int sparseColumns) =>
        new([.. layer.Select(output => output.Values[..^1])], [.. layer.Select(output => output.Values[^1])], sparseColumns);

    private void Epoch(IReadOnlyList<FeatureRow> rows, IReadOnlyList<int> labels, CancellationToken cancellationToken)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        _random.Shuffle(order);
        for (var first = 0; first < order.Length; first += _options.BatchRows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = order.AsSpan(first, Math.Min(_options.BatchRows, order.Length - first));
            foreach (var row in batch)
            {
                AddSlopes(rows[row], labels[row], _classWeights[labels[row]] / batch.Length);
            }

            var rate = _options.LearningRate * Math.Min(1, ++_step / (double)Math.Max(1, _options.WarmUpSteps));
            foreach (var parameters in _hidden.Concat(_output))
            {
                parameters.Update(rate, _options.WeightDecay, _step);
            }
        }
    }

    private void AddSlopes(FeatureRow row, int label, double weight)
    {
        var kept = 1 - _options.Dropout;
        var units = new float[_hidden.Length];
        for (var unit = 0; unit < units.Length; unit++)
        {
            var values = _hidden[unit].Values;
            var isKept = _random.NextDouble() < kept;
            units[unit] = isKept ? (float)(Math.Max(0, row.Dot(values.AsSpan(..^1), _sparseColumns) + values[^1]) / kept) : 0;
        }

        var active = FeatureRow.OfDense(units);
        var scores = _output.Select(output => active.Dot(output.Values.AsSpan(..^1), 0) + output.Values[^1]).ToArray();
        var slopes = Slopes(scores, label, weight);
        var back = new double[units.Length];
        for (var output = 0; output < slopes.Length; output++)
        {
            active.AddTo(_output[output].Slopes.AsSpan(..^1), 0, slopes[output]);
            _output[output].Slopes[^1] += slopes[output];
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(_output[output].Values.AsSpan(..^1), slopes[output], back, back);
        }

        for (var unit = 0; unit < units.Length; unit++)
        {
            if (units[unit] > 0)
            {
                row.AddTo(_hidden[unit].Slopes.AsSpan(..^1), _sparseColumns, back[unit] / kept);
                _hidden[unit].Slopes[^1] += back[unit] / kept;
            }
        }
    }

    private static double[] Slopes(double[] scores, int label, double weight)
    {
        var probabilities = Probabilities.Of(scores, 1);
        return scores.Length == 1
            ? [weight * (probabilities[1] - label)]
            : [.. probabilities.Select((probability, index) => weight * (probability - (index == label ? 1 : 0)))];
    }
}
