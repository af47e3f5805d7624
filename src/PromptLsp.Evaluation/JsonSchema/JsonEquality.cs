using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.JsonSchema;

/// <summary>Equality of JSON values: numbers by value (1.0 equals 1, -0 equals 0), objects whatever the order of their properties.</summary>
public static class JsonEquality
{
    /// <summary>True where the values are equal; of equal names in an object the last counts, as in JavaScript.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Number => left.GetDouble().Equals(right.GetDouble()) || left.GetDouble() == right.GetDouble(),
            JsonValueKind.String => JsonTexts.StringOf(left) == JsonTexts.StringOf(right),
            JsonValueKind.Array => ArraysAreEqual(left, right),
            JsonValueKind.Object => ObjectsAreEqual(left, right),
            _ => true,
        };
    }

    private static bool ArraysAreEqual(JsonElement left, JsonElement right)
    {
        if (left.GetArrayLength() != right.GetArrayLength())
        {
            return false;
        }

        return left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second));
    }

    private static bool ObjectsAreEqual(JsonElement left, JsonElement right)
    {
        var others = Members(right);
        var own = Members(left);
        return own.Count == others.Count
            && own.All(member => others.TryGetValue(member.Key, out var other) && AreEqual(member.Value, other));
    }

    private static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            members[JsonTexts.NameOf(property)] = property.Value;
        }

        return members;
    }
}
