using PromptLsp.Models.Encoders;

namespace PromptLsp.Models.Classification;

/// <summary>How a text classifier computes.</summary>
public sealed record TextClassifierOptions : EncoderOptions
{
    /// <summary>What is done with texts that are longer than the model takes.</summary>
    public LongTextRule LongTexts { get; init; }

    /// <summary>How many tokens a window repeats of the one before.</summary>
    public int Stride { get; init; } = 64;
}
