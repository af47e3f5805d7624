namespace PromptLsp.Models.Generation;

/// <summary>How a text is continued. The filters work in the order of transformers: repetition, temperature, top-k, top-p, min-p.</summary>
public sealed record GenerationOptions
{
    /// <summary>The most tokens that are made where nothing else is said.</summary>
    public const int DefaultMaxNewTokens = 256;

    /// <summary>The most tokens that are made, 1 or more; the model's context window is a limit too.</summary>
    public int MaxNewTokens { get; init; } = DefaultMaxNewTokens;

    /// <summary>0 takes the most probable token each time; above 0 draws, the more evenly the greater.</summary>
    public double Temperature { get; init; }

    /// <summary>Draws from so many of the most probable tokens; null for all.</summary>
    public int? TopK { get; init; }

    /// <summary>Draws from the most probable tokens that together have this probability, in (0, 1]; null for all.</summary>
    public double? TopP { get; init; }

    /// <summary>Draws from the tokens that are at least this share as probable as the most probable one, in [0, 1]; null for all.</summary>
    public double? MinP { get; init; }

    /// <summary>Makes tokens that were there before less probable (Keskar et al. 2019, CTRL); 1 changes nothing.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>The same number, prompt, model and device draw the same tokens; null for another draw each time.</summary>
    public int? Seed { get; init; }

    /// <summary>Texts that end the answer; they are not part of it.</summary>
    public IReadOnlyList<string> StopTexts { get; init; } = [];

    /// <summary>Says what is wrong, or null.</summary>
    public string? Problem() =>
        MaxNewTokens < 1 ? "the most new tokens must be 1 or more"
        : !double.IsFinite(Temperature) || Temperature < 0 ? "the temperature must be 0 or more"
        : TopK is < 1 ? "top-k must be 1 or more"
        : TopP is not null and not (> 0 and <= 1) ? "top-p must be above 0 and at most 1"
        : MinP is not null and not (>= 0 and <= 1) ? "min-p must lie between 0 and 1"
        : !double.IsFinite(RepetitionPenalty) || RepetitionPenalty <= 0 ? "the repetition penalty must be above 0"
        : null;
}
