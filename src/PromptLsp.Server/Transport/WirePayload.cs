using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PolyType;

namespace PromptLsp.Server.Transport;

/// <summary>
/// The one payload type that StreamJsonRpc sees: JSON that came in, or a value that goes out with the description of how it is written.
/// So parameters are decoded by us, where a mistake can be answered with the right code, and no other type needs a shape.
/// </summary>
[JsonConverter(typeof(WirePayloadConverter))]
[TypeShape(Kind = TypeShapeKind.None)]
internal sealed class WirePayload
{
    private readonly JsonElement _json;
    private readonly object? _value;
    private readonly JsonTypeInfo? _type;

    /// <summary>JSON as it came in; it must own its memory.</summary>
    internal WirePayload(JsonElement json) => _json = json;

    private WirePayload(object? value, JsonTypeInfo? type)
    {
        _value = value;
        _type = type;
    }

    /// <summary>The answer <c>null</c>.</summary>
    public static WirePayload Null { get; } = new(null, null);

    /// <summary>A value that goes out.</summary>
    public static WirePayload Of<T>(T? value, JsonTypeInfo<T> type) => value is null ? Null : new WirePayload(value, type);

    /// <summary>Decodes JSON that came in.</summary>
    /// <exception cref="JsonException">The JSON is not of this type.</exception>
    public T Decode<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return _json.Deserialize(type) ?? throw new JsonException($"null is no {typeof(T).Name}.");
        }
        catch (InvalidOperationException ex)
        {
            throw new JsonException(ex.Message, ex);
        }
    }

    /// <summary>Writes the value.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        if (_value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            JsonSerializer.Serialize(writer, _value, _type!);
        }
    }
}

/// <summary>Reads any JSON into a payload of its own memory, and writes a payload as the value that it holds.</summary>
internal sealed class WirePayloadConverter : JsonConverter<WirePayload>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override WirePayload Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonElement.ParseValue(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, WirePayload value, JsonSerializerOptions options) => value.WriteTo(writer);
}
