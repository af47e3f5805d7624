using System.Text.Json;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Tools;

/// <summary>
/// Estimates what tools and schemas cost. Providers do not publish how they write them for the model; OpenAI's cookbook gives a formula for flat
/// parameters ("How to count tokens with tiktoken", counting tokens for tool calls), which is used for its models. Elsewhere, and for schemas of
/// answers, the tokens of the JSON text are taken. Always an estimate.
/// </summary>
internal static class ToolTokens
{
    // The cookbook's constants: for gpt-4o and its family, and for gpt-4 and gpt-3.5-turbo.
    private const int FunctionStart = 7;
    private const int FunctionStartOfCl100k = 10;
    private const int Properties = 3;
    private const int Property = 3;
    private const int Enumeration = -3;
    private const int EnumerationItem = 3;
    private const int End = 12;

    /// <summary>Tokens of the tools; 0 where there are none.</summary>
    public static int OfTools(IReadOnlyCollection<ToolDefinition> tools, ITokenCounter counter, ModelInfo? model)
    {
        if (tools.Count == 0)
        {
            return 0;
        }

        return model is { TokensPerMessage: > 0 }
            ? End + tools.Sum(tool => OfFunction(tool, counter))
            : tools.Sum(tool => counter.Count(tool.Name) + counter.Count(tool.Description) + counter.Count(tool.Parameters.GetRawText()));
    }

    /// <summary>Tokens of an answer's schema.</summary>
    public static int OfSchema(JsonElement schema, ITokenCounter counter) => counter.Count(schema.GetRawText());

    private static int OfFunction(ToolDefinition tool, ITokenCounter counter)
    {
        var start = counter.Name == TokenCounterProvider.Cl100kBase ? FunctionStartOfCl100k : FunctionStart;
        var tokens = start + counter.Count($"{tool.Name}:{WithoutStop(tool.Description)}");
        if (tool.Parameters.TryGetProperty("properties", out var properties) && properties.EnumerateObject().Any())
        {
            tokens += Properties + properties.EnumerateObject().Sum(property => OfProperty(property, counter));
        }

        return tokens;
    }

    private static int OfProperty(JsonProperty property, ITokenCounter counter)
    {
        var tokens = Property + counter.Count($"{property.Name}:{Text(property.Value, "type")}:{WithoutStop(Text(property.Value, "description"))}");
        if (property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("enum", out var words) && words.ValueKind == JsonValueKind.Array)
        {
            tokens += Enumeration + words.EnumerateArray().Sum(word => EnumerationItem + counter.Count(word.ToString()));
        }

        return tokens;
    }

    private static string Text(JsonElement schema, string key) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(key, out var value) ? value.ToString() : "";

    private static string WithoutStop(string text) => text.EndsWith('.') ? text[..^1] : text;
}
