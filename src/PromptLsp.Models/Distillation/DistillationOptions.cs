namespace PromptLsp.Models.Distillation;

/// <summary>How a static model is distilled.</summary>
public sealed record DistillationOptions
{
    /// <summary>Length of an embedding; less than the teacher's by <see cref="SkippedComponents"/> at least.</summary>
    public int Dimension { get; init; } = 256;

    /// <summary>Leading principal components that are left out: they tell how common a token is, not what it means.</summary>
    public int SkippedComponents { get; init; } = 3;

    /// <summary>How often the training goes through the texts.</summary>
    public int Epochs { get; init; } = 7;

    /// <summary>Step size of Adam. Vectors have a length of about five.</summary>
    public double LearningRate { get; init; } = 1e-2;

    /// <summary>How much the squared distance of a row from its start weighs against the mean squared difference of cosines.</summary>
    public double Pull { get; init; } = 1e-5;

    /// <summary>How many tokens of a training text count.</summary>
    public int MaxTokens { get; init; } = 48;

    /// <summary>Seed of the order of texts.</summary>
    public ulong Seed { get; init; } = 1;
}
