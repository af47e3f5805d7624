using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Prompts;

/// <summary>The model that a prompt is written for, and what is sent with the request. What is null is not sent.</summary>
public sealed record ModelSettings
{
    /// <summary><c>provider/model</c>; null where the prompt names none.</summary>
    public string? Id { get; init; }

    /// <summary>Where the id stands.</summary>
    public TextSpan IdSpan { get; init; }

    /// <summary>Greatest number of tokens of the answer.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>0..2.</summary>
    public double? Temperature { get; init; }

    /// <summary>0..1.</summary>
    public double? TopP { get; init; }

    /// <summary>Texts at which the answer ends.</summary>
    public ImmutableArray<string> Stop { get; init; } = [];

    /// <summary>For answers that can be repeated, as far as the provider can.</summary>
    public long? Seed { get; init; }

    /// <summary>-2..2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>-2..2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>How long a reasoning model may think, in the provider's words.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Further fields of the request, a JSON object.</summary>
    public JsonElement? Extra { get; init; }
}
