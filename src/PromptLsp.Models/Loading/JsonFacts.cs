using System.Text.Json;

namespace PromptLsp.Models.Loading;

/// <summary>Reads values out of a model's JSON file, with errors that name the file and the key.</summary>
internal sealed class JsonFacts : IDisposable
{
    private readonly string _path;
    private readonly JsonDocument _document;

    private JsonFacts(string path, JsonDocument document)
    {
        _path = path;
        _document = document;
    }

    public JsonElement Root => _document.RootElement;

    public static JsonFacts Read(string path)
    {
        var bytes = ModelFiles.ReadAllBytes(path);
        try
        {
            return new JsonFacts(path, JsonDocument.Parse(bytes));
        }
        catch (JsonException exception)
        {
            var place = $"{path}:{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}";
            throw new ModelFormatException(path, $"{place}: not valid JSON: {exception.Message} Fetch the model again.", exception);
        }
    }

    public void Dispose() => _document.Dispose();

    public ModelFormatException Wrong(string what) => new(_path, $"{_path}: {what}");

    public JsonElement? Find(JsonElement parent, string key) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string Text(JsonElement parent, string key) => OptionalText(parent, key) ?? throw Wrong($"'{key}' is missing.");

    public string? OptionalText(JsonElement parent, string key)
    {
        var value = Find(parent, key);
        return value is null ? null
            : value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString()
            : throw Wrong($"'{key}' must be a text.");
    }

    public int PositiveInt(JsonElement parent, string key) =>
        Find(parent, key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number > 0
            ? number
            : throw Wrong($"'{key}' must be a whole number of 1 or more.");

    public int? OptionalPositiveInt(JsonElement parent, string key) => Find(parent, key) is null ? null : PositiveInt(parent, key);

    public IReadOnlyList<string> Texts(JsonElement parent, string key)
    {
        if (Find(parent, key) is not { } list)
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : throw Wrong($"'{key}' must be a list of texts.");
    }

    public bool Flag(JsonElement parent, string key) => Find(parent, key)?.ValueKind == JsonValueKind.True;
}
