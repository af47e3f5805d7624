namespace PromptLsp.Models.Heads;

/// <summary>A head with one hidden layer: linear, ReLU, linear. Dropout happens in training only.</summary>
/// <param name="hidden">The layer.</param>
/// <param name="output">What reads it.</param>
public sealed class HiddenLayerHead(LinearHead hidden, LinearHead output) : IHead
{
    /// <summary>The hidden layer: one output a unit.</summary>
    public LinearHead Hidden => hidden;

    /// <summary>What reads it.</summary>
    public LinearHead Output => output;

    /// <inheritdoc/>
    public int Outputs => output.Outputs;

    /// <inheritdoc/>
    public double[] Score(FeatureRow row)
    {
        var units = hidden.Score(row);
        var active = new float[units.Length];
        for (var unit = 0; unit < units.Length; unit++)
        {
            active[unit] = (float)Math.Max(units[unit], 0);
        }

        return output.Score(FeatureRow.OfDense(active));
    }
}
