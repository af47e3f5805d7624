using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptLsp.Protocol.Serialization;

/// <summary>Reads a union as the first of its alternatives that the JSON looks like, and writes the value that it holds.</summary>
/// <typeparam name="T">The union.</typeparam>
public sealed class UnionConverter<T> : JsonConverter<T>
    where T : class, IUnion<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        foreach (var candidate in T.Cases)
        {
            if (candidate.Form.Matches(document.RootElement))
            {
                return T.Wrap(document.RootElement.Deserialize(options.GetTypeInfo(candidate.Type))!);
            }
        }

        throw new JsonException($"The value is none of {string.Join(", ", T.Cases.Select(candidate => candidate.Type.Name))}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Value, options.GetTypeInfo(value.Value.GetType()));
}
