using System.Text.Json;

namespace PromptLsp.Protocol.Serialization;

/// <summary>The outer form of a JSON value.</summary>
public enum JsonFormKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,
}

/// <summary>What a JSON value must look like to be of a type.</summary>
/// <param name="Kind">Its outer form.</param>
public sealed record JsonForm(JsonFormKind Kind)
{
    /// <summary>Properties that an object must have.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Properties of an object that hold one certain string.</summary>
    public IReadOnlyList<(string Name, string Value)> Constants { get; init; } = [];

    /// <summary>For an array: the form of its first element; an empty array fits every array.</summary>
    public JsonForm? Element { get; init; }

    /// <summary>True where <paramref name="json"/> looks like this.</summary>
    public bool Matches(JsonElement json) => Kind switch
    {
        JsonFormKind.Any => true,
        JsonFormKind.String => json.ValueKind == JsonValueKind.String,
        JsonFormKind.Number => json.ValueKind == JsonValueKind.Number,
        JsonFormKind.Boolean => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        JsonFormKind.Object => json.ValueKind == JsonValueKind.Object && HasProperties(json),
        _ => json.ValueKind == JsonValueKind.Array && (Element is null || json.GetArrayLength() == 0 || Element.Matches(json[0])),
    };

    private bool HasProperties(JsonElement json) =>
        Required.All(name => json.TryGetProperty(name, out _))
        && Constants.All(item => json.TryGetProperty(item.Name, out var value)
            && value.ValueKind == JsonValueKind.String && value.ValueEquals(item.Value));
}
