using System.Collections.Immutable;
using System.Text.Json;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>An answer that is to be judged, and what is known of the call.</summary>
public sealed record AnswerUnderTest
{
    /// <summary>The answer.</summary>
    public required string Output { get; init; }

    /// <summary>The test's variables: expected values may refer to them.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>How long the call took, milliseconds; null where it is not known.</summary>
    public double? LatencyMilliseconds { get; init; }

    /// <summary>What the call cost, US dollars; null where it is not known.</summary>
    public double? CostUsd { get; init; }

    /// <summary>Why the model stopped; null where it is not known.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Natural logarithms of the probabilities of its tokens; empty where they are not known.</summary>
    public ImmutableArray<double> LogProbabilities { get; init; } = [];
}
