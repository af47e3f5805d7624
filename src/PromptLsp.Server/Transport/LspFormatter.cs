using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace PromptLsp.Server.Transport;

/// <summary>
/// The JSON formatter, made tolerant as editors need it: parameters may be absent or null (both mean none), and a message that is no JSON-RPC
/// is reported and dropped instead of ending the connection: its frame is intact, so the next message can be read.
/// </summary>
internal sealed class LspFormatter : PolyTypeJsonFormatter, IJsonRpcMessageFormatter, IJsonRpcMessageTextFormatter
{
    /// <summary>A notification that nobody answers, in place of a message that cannot be read.</summary>
    internal const string UnreadableMethod = "$/promptlsp/unreadable";

    private readonly Action<string> _onUnreadable;

    private LspFormatter(Action<string> onUnreadable) => _onUnreadable = onUnreadable;

    /// <summary>Makes the formatter.</summary>
    /// <param name="onUnreadable">Told why a message was dropped.</param>
    public static LspFormatter Create(Action<string> onUnreadable) =>
        new(onUnreadable)
        {
            TypeShapeProvider = PolyType.SourceGenerator.TypeShapeProvider_PromptLsp_Server.Default,
            JsonSerializerOptions = new JsonSerializerOptions { TypeInfoResolver = TransportJson.Default },
        };

    JsonRpcMessage IJsonRpcMessageFormatter.Deserialize(ReadOnlySequence<byte> contentBuffer) => Read(contentBuffer);

    JsonRpcMessage IJsonRpcMessageTextFormatter.Deserialize(ReadOnlySequence<byte> contentBuffer, Encoding encoding) => Read(contentBuffer);

    private JsonRpcMessage Read(ReadOnlySequence<byte> content)
    {
        try
        {
            return Deserialize(WithParameters(content));
        }
        catch (Exception ex) when (ex is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            _onUnreadable(ex.Message);
            return new JsonRpcRequest { Method = UnreadableMethod, Version = "2.0" };
        }
    }

    /// <summary>The message with an object or array of parameters: StreamJsonRpc takes nothing else.</summary>
    private static ReadOnlySequence<byte> WithParameters(ReadOnlySequence<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        var hasMethod = false;
        var parameters = JsonTokenType.None;
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var isParameters = reader.ValueTextEquals("params"u8);
            hasMethod |= reader.ValueTextEquals("method"u8);
            reader.Read();
            parameters = isParameters ? Kind(reader) : parameters;
            reader.Skip();
        }

        return !hasMethod || parameters is JsonTokenType.StartObject or JsonTokenType.StartArray ? content : Rewrite(content, parameters);
    }

    /// <summary>The kind of value under the reader, which is a copy; an empty array counts as none.</summary>
    private static JsonTokenType Kind(Utf8JsonReader reader)
    {
        var kind = reader.TokenType;
        return kind == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray ? JsonTokenType.None : kind;
    }

    private static ReadOnlySequence<byte> Rewrite(ReadOnlySequence<byte> content, JsonTokenType parameters)
    {
        using var document = JsonDocument.Parse(content);
        var message = JsonObject.Create(document.RootElement)!;
        var value = message["params"];
        message.Remove("params");
        message["params"] = parameters is JsonTokenType.None or JsonTokenType.Null ? new JsonObject() : new JsonArray(value);
        return new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(message.ToJsonString()));
    }
}
