using PromptLsp.Models.Heads;

namespace PromptLsp.Models.Training;

/// <summary>The function that a logistic regression minimises. Parameters: for each output its weights, then its intercept.</summary>
internal sealed class LogisticLoss(IReadOnlyList<FeatureRow> rows, IReadOnlyList<int> labels, double[] rowWeights, int outputs, int columns, int sparseColumns)
{
    private readonly double[] _scores = new double[outputs];

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        gradient.Clear();
        var value = 0.0;
        for (var output = 0; output < outputs; output++)
        {
            value += Penalty(point.Slice(output * (columns + 1), columns), gradient.Slice(output * (columns + 1), columns));
        }

        for (var row = 0; row < rows.Count; row++)
        {
            for (var output = 0; output < outputs; output++)
            {
                var at = output * (columns + 1);
                _scores[output] = rows[row].Dot(point.Slice(at, columns), sparseColumns) + point[at + columns];
            }

            value += rowWeights[row] * (outputs == 1 ? Binary(labels[row]) : Softmax(labels[row]));
            for (var output = 0; output < outputs; output++)
            {
                var at = output * (columns + 1);
                var slope = rowWeights[row] * _scores[output];
                rows[row].AddTo(gradient.Slice(at, columns), sparseColumns, slope);
                gradient[at + columns] += slope;
            }
        }

        return value;
    }

    private static double Penalty(ReadOnlySpan<double> weights, Span<double> gradient)
    {
        weights.CopyTo(gradient);
        return 0.5 * System.Numerics.Tensors.TensorPrimitives.SumOfSquares(weights);
    }

    /// <summary>The loss of a row; its slope takes the score's place.</summary>
    private double Binary(int label)
    {
        var score = _scores[0];
        _scores[0] = Probabilities.Sigmoid(score) - label;
        return Math.Max(score, 0) + double.LogP1(Math.Exp(-Math.Abs(score))) - (label * score);
    }

    private double Softmax(int label)
    {
        var score = _scores[label];
        var logSum = Probabilities.Softmax(_scores);
        _scores[label] -= 1;
        return logSum - score;
    }
}
