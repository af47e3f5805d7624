using System.Text.Json;
using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.JsonSchema;
using PromptLsp.Evaluation.Texts;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>What the value of each kind of assertion must be.</summary>
internal static class ValueRules
{
    /// <summary>What is wrong with a value, as a sentence; null where it fits.</summary>
    public static string? Problem(string type, AssertionKind kind, JsonElement? value)
    {
        var wanted = kind switch
        {
            AssertionKind.Equals when value is null => "a value to compare with",
            AssertionKind.Contains or AssertionKind.IContains when !IsFilledText(value) && value?.ValueKind != JsonValueKind.Number => "a text (not empty) or a number",
            AssertionKind.StartsWith or AssertionKind.EndsWith or AssertionKind.Regex or AssertionKind.FinishReason when !IsFilledText(value) => "a text that is not empty",
            AssertionKind.Levenshtein when value?.ValueKind != JsonValueKind.String => "a text",
            AssertionKind.Similar when !IsFilledText(value) && !IsTexts(value) => "a text, or a list of texts of which one is enough",
            AssertionKind.Classifier when value is not null && !IsFilledText(value) => "a label of the model, or none for any label",
            AssertionKind.Entities when value is not null && !IsFilledText(value) && !IsTexts(value) => "a kind of entity, a list of kinds, or none for any kind",
            AssertionKind.PersonalData when value is not null && !IsFilledText(value) && !IsTexts(value) => "a kind of personal data, a list of kinds, or none for any kind",
            AssertionKind.Refusal when value is not null => "nothing: it looks at the output alone",
            AssertionKind.ContainsAll or AssertionKind.ContainsAny or AssertionKind.IContainsAll or AssertionKind.IContainsAny
                when !IsFilledText(value) && value?.ValueKind != JsonValueKind.Array => "a list, or texts separated by commas",
            _ => null,
        };
        if (wanted is not null)
        {
            return $"{type} needs as value {wanted}{(value is { } given ? $", and has {Kinds.Describe(given)}" : "")}.";
        }

        return kind switch
        {
            AssertionKind.ContainsAll or AssertionKind.ContainsAny or AssertionKind.IContainsAll or AssertionKind.IContainsAny => ListProblem(type, value!.Value),
            AssertionKind.IsJson or AssertionKind.ContainsJson => SchemaProblem(type, value),
            AssertionKind.WordCount => WordCountProblem(type, value),
            AssertionKind.Latency or AssertionKind.Cost or AssertionKind.Perplexity or AssertionKind.PerplexityScore when value is not null => $"{type} takes no value; give its limit as threshold.",
            _ => null,
        };
    }

    /// <summary>The schema that an is-json value means; null where there is none.</summary>
    public static JsonElement? SchemaOf(JsonElement? value)
    {
        if (value is not { } given || given.ValueKind != JsonValueKind.String)
        {
            return value;
        }

        var text = JsonTexts.StringOf(given);
        if (text.AsSpan().IsWhiteSpace())
        {
            return null;
        }

        var yaml = YamlParser.Parse(text);
        return yaml.Root is null || yaml.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            ? given
            : YamlValues.ToJson(yaml.Root);
    }

    /// <summary>The least and greatest number of words that a word-count value means, either of them null where it is open.</summary>
    public static (double? Min, double? Max, bool IsExact)? WordCountOf(JsonElement? value)
    {
        switch (value?.ValueKind)
        {
            case JsonValueKind.Number:
                var exact = value.Value.GetDouble();
                return (exact, exact, true);
            case JsonValueKind.String when JsNumber.TryParse(JsonTexts.StringOf(value.Value), out var number):
                return (number, number, true);
            case JsonValueKind.String when JsonTexts.TryParse(JsonTexts.StringOf(value.Value)) is { ValueKind: JsonValueKind.Object } inner:
                return WordCountOf(inner);
            case JsonValueKind.Object:
                var min = Bound(value.Value, "min");
                var max = Bound(value.Value, "max");
                return min is null && max is null ? null : (min, max, false);
            default:
                return null;
        }
    }

    /// <summary>The texts of a contains-all value: the items of a list, or fields separated by commas, which may stand in double quotes.</summary>
    public static (IReadOnlyList<string> Texts, string? Problem) TextsOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? ([.. value.EnumerateArray().Select(JsonTexts.ToText)], null)
            : CommaFields.Split(JsonTexts.StringOf(value));

    private static double? Bound(JsonElement value, string name) =>
        value.TryGetProperty(name, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetDouble() : null;

    private static bool IsFilledText(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text && JsonTexts.StringOf(text).Length > 0;

    private static bool IsTexts(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0 && list.EnumerateArray().All(item => IsFilledText(item));

    private static string? ListProblem(string type, JsonElement value) =>
        TextsOf(value).Problem is { } problem ? $"{type}: {problem}" : null;

    private static string? SchemaProblem(string type, JsonElement? value)
    {
        if (value is { ValueKind: not (JsonValueKind.String or JsonValueKind.Object) } given)
        {
            return $"{type} takes a JSON Schema as value, and has {Kinds.Describe(given)}.";
        }

        return SchemaOf(value) is { } schema && SchemaValidator.Check(schema) is { Count: > 0 } problems
            ? $"{type}: {string.Join(" ", problems)}"
            : null;
    }

    private static string? WordCountProblem(string type, JsonElement? value)
    {
        if (WordCountOf(value) is not { } bounds)
        {
            return $"{type} needs as value a number, or an object with min, max or both{(value is { } given ? $", and has {Kinds.Describe(given)}" : "")}.";
        }

        return bounds.Min > bounds.Max ? $"{type}: min ({bounds.Min}) is greater than max ({bounds.Max})." : null;
    }
}
