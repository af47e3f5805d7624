using System.Collections.Immutable;
using System.Text.Json;

namespace PromptLsp.ProtocolGenerator.Model;

/// <summary>Reads <c>metaModel.json</c>.</summary>
public static class MetaModelReader
{
    /// <summary>Reads the meta model from its JSON text.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="InvalidDataException">It holds a kind of type that this generator does not know.</exception>
    public static MetaModel Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new MetaModel(
            root.GetProperty("metaData").GetProperty("version").GetString()!,
            [
                .. root.GetProperty("requests").EnumerateArray().Select(item => ReadMessage(item, isRequest: true)),
                .. root.GetProperty("notifications").EnumerateArray().Select(item => ReadMessage(item, isRequest: false)),
            ],
            root.GetProperty("structures").EnumerateArray().Select(ReadStructure).ToImmutableDictionary(item => item.Name),
            root.GetProperty("enumerations").EnumerateArray().Select(ReadEnumeration).ToImmutableDictionary(item => item.Name),
            root.GetProperty("typeAliases").EnumerateArray().Select(ReadAlias).ToImmutableDictionary(item => item.Name));
    }

    private static MetaMessage ReadMessage(JsonElement item, bool isRequest) =>
        new(
            item.GetProperty("method").GetString()!,
            isRequest,
            ReadOptionalType(item, "params"),
            ReadOptionalType(item, "result"),
            ReadOptionalType(item, "registrationOptions"));

    private static MetaStructure ReadStructure(JsonElement item) =>
        new(
            item.GetProperty("name").GetString()!,
            [.. ReadReferences(item, "extends"), .. ReadReferences(item, "mixins")],
            [.. item.GetProperty("properties").EnumerateArray().Select(ReadProperty)],
            ReadSince(item),
            item.TryGetProperty("deprecated", out _));

    private static IEnumerable<string> ReadReferences(JsonElement item, string name) =>
        item.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!) : [];

    private static MetaProperty ReadProperty(JsonElement item) =>
        new(
            item.GetProperty("name").GetString()!,
            ReadType(item.GetProperty("type")),
            item.TryGetProperty("optional", out var optional) && optional.GetBoolean(),
            ReadSince(item),
            item.TryGetProperty("deprecated", out _));

    private static MetaEnumeration ReadEnumeration(JsonElement item) =>
        new(
            item.GetProperty("name").GetString()!,
            item.GetProperty("type").GetProperty("name").GetString() == "string",
            [.. item.GetProperty("values").EnumerateArray().Select(value => (value.GetProperty("name").GetString()!, value.GetProperty("value").ToString()))],
            ReadSince(item));

    private static MetaAlias ReadAlias(JsonElement item) =>
        new(item.GetProperty("name").GetString()!, ReadType(item.GetProperty("type")), ReadSince(item));

    private static string ReadSince(JsonElement item)
    {
        var since = item.TryGetProperty("since", out var value) ? value.GetString()! : "";
        var end = since.AsSpan().IndexOfAnyExcept("0123456789.");
        return end < 0 ? since : since[..end];
    }

    private static MetaType? ReadOptionalType(JsonElement item, string name) =>
        item.TryGetProperty(name, out var type) ? ReadType(type) : null;

    private static MetaType ReadType(JsonElement type)
    {
        var kind = type.GetProperty("kind").GetString();
        return kind switch
        {
            "base" => new BaseType(type.GetProperty("name").GetString()!),
            "reference" => new ReferenceType(type.GetProperty("name").GetString()!),
            "array" => new ArrayType(ReadType(type.GetProperty("element"))),
            "map" => new MapType(ReadType(type.GetProperty("value"))),
            "or" => new OrType(ReadItems(type)),
            "and" => new AndType(ReadItems(type)),
            "tuple" => new TupleType(ReadItems(type)),
            "stringLiteral" => new StringLiteralType(type.GetProperty("value").GetString()!),
            "literal" when type.GetProperty("value").GetProperty("properties").GetArrayLength() == 0 => new EmptyObjectType(),
            _ => throw new InvalidDataException($"The meta model holds a type of kind '{kind}', which this generator does not know: teach it in MetaModelReader."),
        };
    }

    private static ImmutableArray<MetaType> ReadItems(JsonElement type) =>
        [.. type.GetProperty("items").EnumerateArray().Select(ReadType)];
}
