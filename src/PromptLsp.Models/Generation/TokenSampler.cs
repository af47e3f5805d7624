using System.Numerics.Tensors;

namespace PromptLsp.Models.Generation;

/// <summary>Chooses the next token. One caller at a time.</summary>
internal sealed class TokenSampler
{
    private readonly GenerationOptions _options;
    private readonly HashSet<int> _seen;
    private readonly Random _random;
    private float[] _scores = [];
    private int[] _order = [];

    /// <param name="options">How.</param>
    /// <param name="prompt">What came before: the repetition penalty looks at it.</param>
    public TokenSampler(GenerationOptions options, IEnumerable<int> prompt)
    {
        _options = options;
        _seen = [.. prompt];
        _random = options.Seed is { } seed ? new Random(seed) : new Random();
    }

    /// <summary>The next token.</summary>
    /// <param name="logits">float32[vocabulary].</param>
    public int Next(ReadOnlySpan<float> logits)
    {
        var isChanged = _options.RepetitionPenalty != 1;
        var scores = isChanged || _options.Temperature > 0 ? Copy(logits) : logits;
        if (isChanged)
        {
            Penalize(_scores);
        }

        var next = _options.Temperature > 0 ? Draw(_scores) : TensorPrimitives.IndexOfMax(scores);
        _seen.Add(next);
        return next;
    }

    private Span<float> Copy(ReadOnlySpan<float> logits)
    {
        if (_scores.Length != logits.Length)
        {
            _scores = new float[logits.Length];
            _order = new int[logits.Length];
        }

        logits.CopyTo(_scores);
        return _scores;
    }

    private void Penalize(Span<float> scores)
    {
        var penalty = (float)_options.RepetitionPenalty;
        foreach (var id in _seen)
        {
            if (id < scores.Length)
            {
                scores[id] = scores[id] < 0 ? scores[id] * penalty : scores[id] / penalty;
            }
        }
    }

    private int Draw(Span<float> scores)
    {
        for (var id = 0; id < _order.Length; id++)
        {
            _order[id] = id;
            scores[id] = (float)(-scores[id] / _options.Temperature);
        }

        // Ascending by the negated score: the most probable first; of equals the lower number, whatever the sorting does.
        Array.Sort(_order, (left, right) => _scores[left] != _scores[right] ? _scores[left].CompareTo(_scores[right]) : left.CompareTo(right));
        var count = Math.Min(_options.TopK ?? _order.Length, _order.Length);
        var weights = new double[count];
        for (var rank = 0; rank < count; rank++)
        {
            weights[rank] = Math.Exp(scores[_order[0]] - (double)scores[_order[rank]]);
        }

        count = Nucleus(weights, count);
        count = Probable(weights, count);
        return _order[Pick(weights.AsSpan(0, count))];
    }

    // The smallest set whose probability reaches top-p (Holtzman et al. 2020).
    private int Nucleus(double[] weights, int count)
    {
        if (_options.TopP is not { } share || share >= 1)
        {
            return count;
        }

        var total = weights.AsSpan(0, count);
        var limit = TensorPrimitives.Sum<double>(total) * share;
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
        {
            sum += weights[rank];
            if (sum >= limit)
            {
                return rank + 1;
            }
        }

        return count;
    }

    // The weight of the most probable one is 1.
    private int Probable(double[] weights, int count)
    {
        while (_options.MinP is { } least && count > 1 && weights[count - 1] < least)
        {
            count--;
        }

        return count;
    }

    private int Pick(ReadOnlySpan<double> weights)
    {
        var rest = _random.NextDouble() * TensorPrimitives.Sum(weights);
        for (var rank = 0; rank < weights.Length; rank++)
        {
            rest -= weights[rank];
            if (rest < 0)
            {
                return rank;
            }
        }

        return 0;
    }
}
