namespace PromptLsp.Models.Loading;

/// <summary>How the numbers of a classifier become scores.</summary>
public enum ScoreActivation
{
    /// <summary>One label counts: the scores add up to 1.</summary>
    Softmax,

    /// <summary>Each label counts by itself, or there is one only.</summary>
    Sigmoid,

    /// <summary>The numbers are the scores.</summary>
    None,
}
