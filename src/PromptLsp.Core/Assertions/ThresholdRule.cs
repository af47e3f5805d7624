namespace PromptLsp.Core.Assertions;

/// <summary>What a type's threshold means.</summary>
public enum ThresholdRule
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>A number from 0 that must be given.</summary>
    Required,

    /// <summary>A number from 0; there is a default.</summary>
    FromZero,

    /// <summary>A number from 0 to 1; there is a default.</summary>
    Fraction,
}
