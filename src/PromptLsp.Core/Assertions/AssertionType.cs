namespace PromptLsp.Core.Assertions;

/// <summary>Whether a type of assertion takes a local model.</summary>
public enum ModelRule
{
    /// <summary>It takes none.</summary>
    None,

    /// <summary>It takes one that may be left out.</summary>
    Optional,

    /// <summary>It takes one that must be given.</summary>
    Required,
}

/// <summary>A type of assertion.</summary>
/// <param name="Name">As written in suites, without <c>not-</c>.</param>
/// <param name="Kind">What it looks at.</param>
/// <param name="Threshold">What its threshold means.</param>
/// <param name="Description">One sentence for completion lists and hovers.</param>
/// <param name="Model">Whether it takes a local model.</param>
public sealed record AssertionType(string Name, AssertionKind Kind, ThresholdRule Threshold, string Description, ModelRule Model = ModelRule.None);
