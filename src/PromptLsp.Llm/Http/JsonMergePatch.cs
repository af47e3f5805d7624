using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromptLsp.Llm.Http;

/// <summary>JSON Merge Patch (RFC 7396): members are added or replaced, objects merge member by member, and <c>null</c> removes one.</summary>
internal static class JsonMergePatch
{
    /// <summary>Applies <paramref name="patch"/> to the JSON object in <paramref name="utf8"/>.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> utf8, JsonElement patch)
    {
        var target = JsonNode.Parse(utf8);
        var merged = Merge(target, patch);
        using var stream = new MemoryStream(utf8.Length + 256);
        using (var writer = new Utf8JsonWriter(stream))
        {
            merged!.WriteTo(writer);
        }

        return stream.ToArray();
    }

    private static JsonNode? Merge(JsonNode? target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            return patch.ValueKind == JsonValueKind.Array ? JsonArray.Create(patch.Clone()) : JsonValue.Create(patch.Clone());
        }

        var result = target as JsonObject ?? [];
        foreach (var member in patch.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                result.Remove(member.Name);
                continue;
            }

            result.TryGetPropertyValue(member.Name, out var old);
            var merged = Merge(old, member.Value);
            if (!ReferenceEquals(merged, old))
            {
                result[member.Name] = merged;
            }
        }

        return result;
    }
}
