using System.Numerics.Tensors;
using PromptLsp.Core.Metrics;

namespace PromptLsp.Models.Distillation;

/// <summary>
/// Moves static vectors so that the cosines within a batch become the teacher's: mean squared difference of both matrices of cosines, plus the squared distance
/// of the used rows from their start. Adam on the rows that a batch uses. The same seed gives the same vectors.
/// </summary>
internal sealed class SimilarityTraining
{
    private const int BatchTexts = 512;
    private const float FirstMoment = 0.9f;
    private const float SecondMoment = 0.999f;

    private readonly float[] _vectors;
    private readonly float[] _start;
    private readonly float[] _means;
    private readonly float[] _squares;
    private readonly int _dimension;
    private readonly int[][] _tokens;
    private readonly float[] _teacher;
    private readonly int _teacherDimension;
    private readonly float _rate;
    private readonly float _pull;
    private int _step;

    /// <param name="vectors">Float32[rows, dimension]; changed in place.</param>
    /// <param name="dimension">Length of a row.</param>
    /// <param name="tokens">The rows of each text's tokens; none empty.</param>
    /// <param name="teacher">The teacher's embeddings of the texts, rows of length one.</param>
    /// <param name="options">Step size and pull.</param>
    public SimilarityTraining(float[] vectors, int dimension, int[][] tokens, float[] teacher, DistillationOptions options)
    {
        (_rate, _pull) = ((float)options.LearningRate, (float)options.Pull);
        (_vectors, _dimension, _tokens, _teacher) = (vectors, dimension, tokens, teacher);
        (_start, _means, _squares) = ([.. vectors], new float[vectors.Length], new float[vectors.Length]);
        _teacherDimension = teacher.Length / tokens.Length;
    }

    /// <summary>Goes once through all texts in random order.</summary>
    /// <returns>Mean loss of the batches.</returns>
    public double Epoch(SeededRandom random, CancellationToken cancellationToken)
    {
        var order = Enumerable.Range(0, _tokens.Length).ToArray();
        random.Shuffle(order);
        double loss = 0;
        var batches = 0;
        for (var first = 0; first + BatchTexts <= order.Length; first += BatchTexts, batches++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            loss += Step(order.AsSpan(first, BatchTexts).ToArray());
        }

        return batches == 0 ? 0 : loss / batches;
    }

    private double Step(int[] texts)
    {
        var units = new float[texts.Length * _dimension];
        var norms = new float[texts.Length];
        Parallel.For(0, texts.Length, text => norms[text] = Encode(_tokens[texts[text]], units.AsSpan(text * _dimension, _dimension)));
        var slopes = new float[units.Length];
        var losses = new double[texts.Length];
        Parallel.For(0, texts.Length, text => losses[text] = Slope(texts, units, text, norms[text], slopes.AsSpan(text * _dimension, _dimension)));
        Update(texts, slopes);
        return losses.Sum() / ((double)texts.Length * texts.Length);
    }

    private float Encode(int[] tokens, Span<float> unit)
    {
        foreach (var token in tokens)
        {
            TensorPrimitives.Add(unit, _vectors.AsSpan(token * _dimension, _dimension), unit);
        }

        TensorPrimitives.Divide(unit, tokens.Length, unit);
        var norm = TensorPrimitives.Norm<float>(unit);
        TensorPrimitives.Divide(unit, Math.Max(norm, 1e-12f), unit);
        return Math.Max(norm, 1e-12f);
    }

    /// <summary>The gradient by a text's mean vector: of row and column of the matrix alike, then through the division by the norm.</summary>
    private double Slope(int[] texts, float[] units, int text, float norm, Span<float> slope)
    {
        var unit = units.AsSpan(text * _dimension, _dimension);
        var teacher = _teacher.AsSpan(texts[text] * _teacherDimension, _teacherDimension);
        double loss = 0;
        for (var other = 0; other < texts.Length; other++)
        {
            var otherUnit = units.AsSpan(other * _dimension, _dimension);
            var difference = TensorPrimitives.Dot<float>(unit, otherUnit)
                - TensorPrimitives.Dot<float>(teacher, _teacher.AsSpan(texts[other] * _teacherDimension, _teacherDimension));
            loss += (double)difference * difference;
            TensorPrimitives.MultiplyAdd(otherUnit, difference, slope, slope);
        }

        TensorPrimitives.Multiply(slope, 4f / ((float)texts.Length * texts.Length), slope);
        TensorPrimitives.MultiplyAdd(unit, -TensorPrimitives.Dot<float>(slope, unit), slope, slope);
        TensorPrimitives.Divide(slope, norm, slope);
        return loss;
    }

    private void Update(int[] texts, float[] slopes)
    {
        var gradients = new Dictionary<int, float[]>();
        for (var text = 0; text < texts.Length; text++)
        {
            var tokens = _tokens[texts[text]];
            foreach (var token in tokens)
            {
                if (!gradients.TryGetValue(token, out var gradient))
                {
                    gradients[token] = gradient = new float[_dimension];
                }

                TensorPrimitives.MultiplyAdd(slopes.AsSpan(text * _dimension, _dimension), 1f / tokens.Length, gradient, gradient);
            }
        }

        _step++;
        var pull = 2 * _pull / gradients.Count;
        Parallel.ForEach(gradients, entry => Adam(entry.Key, entry.Value, pull));
    }

    private void Adam(int token, float[] gradient, float pull)
    {
        var firstCorrection = 1 - MathF.Pow(FirstMoment, _step);
        var secondCorrection = 1 - MathF.Pow(SecondMoment, _step);
        for (var column = 0; column < _dimension; column++)
        {
            var at = (token * _dimension) + column;
            var slope = gradient[column] + (pull * (_vectors[at] - _start[at]));
            _means[at] = (FirstMoment * _means[at]) + ((1 - FirstMoment) * slope);
            _squares[at] = (SecondMoment * _squares[at]) + ((1 - SecondMoment) * slope * slope);
            _vectors[at] -= _rate * (_means[at] / firstCorrection) / (MathF.Sqrt(_squares[at] / secondCorrection) + 1e-8f);
        }
    }
}
