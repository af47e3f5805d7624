using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptLsp.Protocol.Serialization;

/// <summary>Reads and writes an enumeration of strings.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class StringValueConverter<T> : JsonConverter<T>
    where T : struct, IStringValue<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? T.FromWire(TolerantStringConverter.Read(ref reader))
            : throw new JsonException($"A string was expected for {typeof(T).Name}, not {reader.TokenType}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
