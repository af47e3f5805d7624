namespace PromptLsp.Models.Heads;

/// <summary>A linear head: the score of an output is the product with its weights, plus its intercept.</summary>
/// <param name="weights">For each output float64[sparse + dense columns].</param>
/// <param name="intercepts">One an output.</param>
/// <param name="sparseColumns">Where the dense part begins.</param>
public sealed class LinearHead(double[][] weights, double[] intercepts, int sparseColumns) : IHead
{
    /// <summary>For each output the weights of its columns.</summary>
    public IReadOnlyList<ReadOnlyMemory<double>> Weights { get; } = [.. weights.Select(output => new ReadOnlyMemory<double>(output))];

    /// <summary>One an output.</summary>
    public IReadOnlyList<double> Intercepts => intercepts;

    /// <summary>Where the dense part begins.</summary>
    public int SparseColumns => sparseColumns;

    /// <inheritdoc/>
    public int Outputs => weights.Length;

    /// <inheritdoc/>
    public double[] Score(FeatureRow row)
    {
        var scores = new double[weights.Length];
        for (var output = 0; output < scores.Length; output++)
        {
            scores[output] = row.Dot(weights[output], sparseColumns) + intercepts[output];
        }

        return scores;
    }
}
