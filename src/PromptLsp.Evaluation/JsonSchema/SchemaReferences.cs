using System.Globalization;
using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.JsonSchema;

/// <summary>Follows <c>$ref</c> within one schema (RFC 6901 pointers, <c>$id</c> and <c>$anchor</c>); nothing is ever fetched.</summary>
internal static class SchemaReferences
{
    /// <summary>The schema that a reference means; null where it is not in <paramref name="root"/>.</summary>
    public static JsonElement? Resolve(JsonElement root, string reference)
    {
        var mark = reference.IndexOf('#', StringComparison.Ordinal);
        var resource = mark < 0 ? reference : reference[..mark];
        var fragment = mark < 0 ? "" : Uri.UnescapeDataString(reference[(mark + 1)..]);
        var found = resource.Length == 0 ? root : Find(root, schema => Says(schema, "$id", resource));
        if (found is not { } start || fragment.Length == 0)
        {
            return found;
        }

        return fragment[0] == '/'
            ? Follow(start, fragment[1..])
            : Find(start, schema => Says(schema, "$anchor", fragment) || Says(schema, "$id", "#" + fragment));
    }

    private static bool Says(JsonElement schema, string keyword, string value) =>
        schema.TryGetProperty(keyword, out var found) && found.ValueKind == JsonValueKind.String && JsonTexts.StringOf(found) == value;

    private static JsonElement? Follow(JsonElement at, string pointer)
    {
        foreach (var part in pointer.Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var member))
            {
                at = member;
            }
            else if (at.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else
            {
                return null;
            }
        }

        return at;
    }

    private static JsonElement? Find(JsonElement element, Func<JsonElement, bool> matches)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (matches(element))
            {
                return element;
            }

            foreach (var property in element.EnumerateObject())
            {
                if (Find(property.Value, matches) is { } found)
                {
                    return found;
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                if (Find(item, matches) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
