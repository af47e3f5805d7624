namespace PromptLsp.Models.Training;

/// <summary>How a logistic regression is fitted. The defaults are scikit-learn's, but for a tighter tolerance.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>Weight of the rows against the penalty on the weights; larger fits closer.</summary>
    public double C { get; init; } = 1;

    /// <summary>True: rows weigh n / (classes · rows of their class), so that each class weighs the same.</summary>
    public bool IsBalanced { get; init; }

    /// <summary>Stops when no part of the gradient is larger.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>The most steps.</summary>
    public int MaxIterations { get; init; } = 5000;
}
