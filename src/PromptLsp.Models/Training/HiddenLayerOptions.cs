namespace PromptLsp.Models.Training;

/// <summary>How a head with a hidden layer is trained.</summary>
public sealed record HiddenLayerOptions
{
    /// <summary>Units of the layer.</summary>
    public int Units { get; init; } = 64;

    /// <summary>Share of units that are left out of each training step.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Step size of Adam after the warm-up.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Steps over which the step size grows from 0.</summary>
    public int WarmUpSteps { get; init; } = 50;

    /// <summary>L2 penalty on the weights.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Rows of a step.</summary>
    public int BatchRows { get; init; } = 32;

    /// <summary>The most times through the rows.</summary>
    public int MaxEpochs { get; init; } = 60;

    /// <summary>Stops when the validation loss did not fall for so many epochs; the weights of the best epoch are kept.</summary>
    public int Patience { get; init; } = 6;

    /// <summary>True: rows weigh by their class as in <see cref="ClassWeights"/>.</summary>
    public bool IsBalanced { get; init; }

    /// <summary>Seed of weights, order and dropout.</summary>
    public ulong Seed { get; init; } = 1;
}
