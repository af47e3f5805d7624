using System.Text.Json;
using Scriban.Runtime;

namespace PromptLsp.Core.Rendering;

/// <summary>Makes values of the template engine from JSON. They are data: nothing in them is ever parsed.</summary>
internal static class ValueConverter
{
    /// <summary>The engine's value for a JSON element.</summary>
    public static object? ToScript(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => ToNumber(element),
        JsonValueKind.Array => ToArray(element),
        JsonValueKind.Object => ToObject(element),
        _ => null,
    };

    /// <summary>An integer where it is one, else a double.</summary>
    private static object ToNumber(JsonElement element)
    {
        if (element.TryGetInt32(out var small))
        {
            return small;
        }

        return element.TryGetInt64(out var large) ? large : element.GetDouble();
    }

    private static ScriptArray ToArray(JsonElement element)
    {
        var array = new ScriptArray(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            array.Add(ToScript(item));
        }

        return array;
    }

    private static ScriptObject ToObject(JsonElement element)
    {
        var value = new ScriptObject();
        foreach (var property in element.EnumerateObject())
        {
            value.SetValue(property.Name, ToScript(property.Value), readOnly: false);
        }

        return value;
    }
}
