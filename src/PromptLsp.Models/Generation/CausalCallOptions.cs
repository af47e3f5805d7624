using System.Text.Json;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;

namespace PromptLsp.Models.Generation;

/// <summary>Reads the options of a call. What a local model cannot do is refused, not left out.</summary>
internal static class CausalCallOptions
{
    /// <summary>How the answer is to be made.</summary>
    /// <param name="name">The model's name, for messages.</param>
    /// <param name="options">Of the call; <c>extra</c> may hold <c>min_p</c> and <c>repetition_penalty</c>.</param>
    /// <exception cref="ModelCallException">An option makes no sense, or cannot be met.</exception>
    public static GenerationOptions Read(string name, ChatOptions? options)
    {
        if (options is null)
        {
            return new GenerationOptions();
        }

        if (Unmet(options) is { } unmet)
        {
            throw Refuse(name, $"a local model has no {unmet}: remove it, or choose another provider.");
        }

        var result = new GenerationOptions
        {
            MaxNewTokens = options.MaxOutputTokens ?? GenerationOptions.DefaultMaxNewTokens,
            Temperature = options.Temperature ?? 0,
            TopP = options.TopP,
            TopK = options.TopK,
            MinP = Extra(name, options, "min_p"),
            RepetitionPenalty = Extra(name, options, "repetition_penalty") ?? 1,
            Seed = options.Seed is { } seed ? unchecked((int)(seed ^ (seed >> 32))) : null,
            StopTexts = [.. (options.StopSequences ?? []).Where(text => text.Length > 0)],
        };
        return result.Problem() is { } problem ? throw Refuse(name, $"{problem}.") : result;
    }

    private static string? Unmet(ChatOptions options) =>
        options.Tools is { Count: > 0 } ? "tools"
        : options.ResponseFormat is ChatResponseFormatJson ? "response format"
        : options.FrequencyPenalty is not null and not 0 ? "frequency penalty"
        : options.PresencePenalty is not null and not 0 ? "presence penalty"
        : null;

    private static double? Extra(string name, ChatOptions options, string key)
    {
        if (options.AdditionalProperties?.GetValueOrDefault(RequestOptionKeys.Extra) is not JsonElement { ValueKind: JsonValueKind.Object } extra
            || !extra.TryGetProperty(key, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Refuse(name, $"'{key}' must be a number.");
    }

    private static ModelCallException Refuse(string name, string what) => new(ModelCallFailure.Configuration, $"local/{name}: {what}");
}
