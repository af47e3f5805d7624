namespace PromptLsp.Models.Heads;

/// <summary>What turns features into scores. Safe for concurrent callers.</summary>
public interface IHead
{
    /// <summary>Scores a row: 1 for two classes, else one a class.</summary>
    int Outputs { get; }

    /// <summary>Scores before the sigmoid or softmax.</summary>
    /// <param name="row">Features of the width that the head was made for.</param>
    double[] Score(FeatureRow row);
}
