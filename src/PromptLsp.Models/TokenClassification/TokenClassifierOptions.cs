using PromptLsp.Models.Encoders;

namespace PromptLsp.Models.TokenClassification;

/// <summary>How a token classifier computes.</summary>
public sealed record TokenClassifierOptions : EncoderOptions
{
    /// <summary>How the labels of tokens become entities.</summary>
    public EntityAggregation Aggregation { get; init; } = EntityAggregation.First;

    /// <summary>True where only the beginning of a text that is too long counts; else it is read in overlapping windows, and of entities that overlap the longer one stays, of equally long ones the surer.</summary>
    public bool TruncatesLongTexts { get; init; }

    /// <summary>How many tokens a window repeats of the one before.</summary>
    public int Stride { get; init; } = 64;
}
