using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;

namespace PromptLsp.Llm.Calls;

/// <summary>
/// The settings of a request in two parts: those that the client library writes, and a JSON Merge Patch of the body for those that it does not know or
/// that the endpoint knows by another name.
/// </summary>
/// <param name="Options">For the library; null where there is nothing to say.</param>
/// <param name="BodyPatch">For the body; null where there is nothing to merge.</param>
internal sealed record RequestSettings(ChatOptions? Options, JsonElement? BodyPatch)
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> of the object that is merged into the body as the user wrote it.</summary>
    public const string Extra = "extra";

    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> of the reasoning effort in the provider's own word.</summary>
    public const string ReasoningEffort = "reasoning_effort";

    // What these say is decided by the prompt and by the call: a request that says otherwise would not be the one that is shown and recorded.
    private static readonly string[] _reserved = ["messages", "model", "stream"];

    /// <summary>Splits <paramref name="options"/> for <paramref name="target"/>.</summary>
    /// <exception cref="ModelCallException">What is to be merged is no object, or takes a member that is not the settings' own.</exception>
    public static RequestSettings Of(ChatOptions? options, CallTarget target)
    {
        if (options is null)
        {
            return new RequestSettings(null, null);
        }

        var extra = ReadExtra(options, target);
        var patch = new JsonObject();
        if (options.TopK is { } topK)
        {
            patch["top_k"] = topK;
        }

        if (options.AdditionalProperties?.GetValueOrDefault(ReasoningEffort) is { } effort)
        {
            patch["reasoning_effort"] = Convert.ToString(effort, CultureInfo.InvariantCulture);
        }

        if (target.SendsMaxTokens && options.MaxOutputTokens is { } limit)
        {
            patch["max_tokens"] = limit;
            options = options.Clone();
            options.MaxOutputTokens = null;
        }

        return new RequestSettings(options, Join(patch, extra));
    }

    private static JsonElement? ReadExtra(ChatOptions options, CallTarget target)
    {
        JsonElement extra;
        switch (options.AdditionalProperties?.GetValueOrDefault(Extra))
        {
            case null:
                return null;
            case JsonElement element:
                extra = element;
                break;
            case JsonNode node:
                extra = ToElement(node);
                break;
            default:
                throw Refuse(target, "'extra' must be an object");
        }

        if (extra.ValueKind != JsonValueKind.Object)
        {
            throw Refuse(target, "'extra' must be an object");
        }

        return _reserved.FirstOrDefault(name => extra.TryGetProperty(name, out _)) is { } taken
            ? throw Refuse(target, $"'extra' must not hold '{taken}', which the prompt and the call decide")
            : extra;
    }

    private static JsonElement? Join(JsonObject patch, JsonElement? extra)
    {
        if (patch.Count == 0)
        {
            return extra;
        }

        // A member that the user wrote in full wins.
        foreach (var member in extra?.EnumerateObject() ?? [])
        {
            patch[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return ToElement(patch);
    }

    private static JsonElement ToElement(JsonNode node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    private static ModelCallException Refuse(CallTarget target, string what) =>
        new(ModelCallFailure.Configuration, $"{target.ModelId}: {what}.");
}
