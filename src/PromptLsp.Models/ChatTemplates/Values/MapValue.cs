namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>A dictionary with texts as keys, in the order of insertion.</summary>
/// <param name="entries">Its entries; not changed any more.</param>
internal sealed class MapValue(OrderedDictionary<string, (TextValue Key, Value Value)> entries) : Value
{
    public override string TypeName => "dict";

    public override bool IsTruthy => entries.Count > 0;

    public int Count => entries.Count;

    public IEnumerable<(TextValue Key, Value Value)> Entries => entries.Values;

    /// <summary>The value of a key, or null.</summary>
    public Value? Find(string key) => entries.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <summary>A dictionary whose keys come from the template.</summary>
    public static MapValue OfTemplate(IEnumerable<(string Key, Value Value)> entries)
    {
        var map = new OrderedDictionary<string, (TextValue, Value)>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            map[key] = (TextValue.OfTemplate(key), value);
        }

        return new MapValue(map);
    }
}
