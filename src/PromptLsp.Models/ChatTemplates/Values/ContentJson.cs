using System.Text.Json;

namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>JSON from outside as values of a template: content, keys too.</summary>
internal static class ContentJson
{
    public static Value Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => TextValue.OfContent(element.GetString()!),
        JsonValueKind.Number => element.TryGetInt64(out var number) ? new IntegerValue(number, IsContent: true) : new FloatValue(element.GetDouble(), IsContent: true),
        JsonValueKind.True => BooleanValue.True,
        JsonValueKind.False => BooleanValue.False,
        JsonValueKind.Array => new SequenceValue([.. element.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => ReadObject(element),
        _ => NoneValue.Instance,
    };

    private static MapValue ReadObject(JsonElement element)
    {
        var entries = new OrderedDictionary<string, (TextValue, Value)>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            entries[member.Name] = (TextValue.OfContent(member.Name), Read(member.Value));
        }

        return new MapValue(entries);
    }
}
