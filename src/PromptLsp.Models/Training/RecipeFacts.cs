using System.Text.Json;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Training.Data;

namespace PromptLsp.Models.Training;

/// <summary>What the readers of recipes share.</summary>
internal static class RecipeFacts
{
    private static readonly string[] _sourceKeys = ["name", "path", "text", "label", "constant", "names", "header", "modulus", "remainders", "most"];

    public static DataSource Source(JsonFacts facts, JsonElement item)
    {
        Check(facts, item, _sourceKeys);
        return new DataSource
        {
            Path = facts.Text(item, "path"),
            Text = facts.OptionalText(item, "text") ?? "text",
            Label = facts.OptionalText(item, "label"),
            Constant = facts.OptionalText(item, "constant"),
            Names = facts.Find(item, "names") is { ValueKind: JsonValueKind.Object } names
                ? names.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "")
                : new Dictionary<string, string>(),
            HasHeader = facts.Find(item, "header") is null || facts.Flag(item, "header"),
            Modulus = Math.Max(1, (int)Number(facts, item, "modulus", 1)),
            Remainders = Items(facts, item, "remainders").Select(value => value.GetInt32()).DefaultIfEmpty(0).ToList(),
            Most = (int)Number(facts, item, "most", 0),
        };
    }

    public static List<JsonElement> Items(JsonFacts facts, JsonElement parent, string key) =>
        facts.Find(parent, key) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    public static double Number(JsonFacts facts, JsonElement parent, string key, double otherwise) => facts.Find(parent, key) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } value when value.GetDouble() >= 0 => value.GetDouble(),
        _ => throw facts.Wrong($"'{key}' must be a number of 0 or more."),
    };

    public static void Check(JsonFacts facts, JsonElement item, string[] keys)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw facts.Wrong("an object was expected.");
        }

        if (item.EnumerateObject().FirstOrDefault(entry => !keys.Contains(entry.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw facts.Wrong($"'{unknown.Name}' is no key of a recipe: {string.Join(", ", keys)}.");
        }
    }
}
