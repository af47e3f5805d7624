using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromptLsp.Testing.FakeOpenAi;

/// <summary>One request as it arrived at a <see cref="FakeOpenAiServer"/>.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">The headers, names without regard to case.</param>
/// <param name="Body">The body, as sent.</param>
public sealed record FakeRequest(
    int Number, string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The value of <c>Authorization</c>; null where there is none.</summary>
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    /// <summary>The body as JSON.</summary>
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>True where the body asks for a stream.</summary>
    public bool WantsStream { get; } = Body.Length > 0 && ReadsStream(Body);

    /// <summary>Role and content of each message.</summary>
    public IReadOnlyList<(string Role, string Content)> Messages =>
        [.. Json["messages"]!.AsArray().Select(message => ((string)message!["role"]!, ContentOf(message["content"])))];

    /// <summary>The content of the last message.</summary>
    public string LastContent => Messages[^1].Content;

    private static bool ReadsStream(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string ContentOf(JsonNode? content) => content switch
    {
        null => "",
        JsonArray parts => string.Concat(parts.Select(part => (string?)part!["text"])),
        _ => (string)content!,
    };
}
