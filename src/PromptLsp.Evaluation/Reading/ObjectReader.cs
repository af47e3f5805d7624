using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Texts;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Evaluation.Reading;

/// <summary>Takes the properties of a JSON object; what is missing, unknown or of the wrong type becomes a problem with its place.</summary>
internal sealed class ObjectReader
{
    private readonly JsonElement _element;
    private readonly ProblemList _problems;

    private ObjectReader(JsonElement element, string pointer, ProblemList problems)
    {
        _element = element;
        Pointer = pointer;
        _problems = problems;
    }

    /// <summary>Where the object is.</summary>
    public string Pointer { get; }

    /// <summary>Opens an object; null, with a problem, where the value is none.</summary>
    /// <param name="element">The value.</param>
    /// <param name="pointer">Where it is.</param>
    /// <param name="what">What it is, for messages: <c>A test</c>.</param>
    /// <param name="keys">The properties that it may have.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static ObjectReader? Open(JsonElement element, string pointer, string what, IReadOnlyList<string> keys, ProblemList problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Error(pointer, DiagnosticCodes.InvalidValue, $"{what} must be a mapping with {string.Join(", ", keys)}, and is {Kinds.Describe(element)}.");
            return null;
        }

        foreach (var name in element.EnumerateObject().Select(JsonTexts.NameOf).Where(name => !keys.Contains(name)))
        {
            var near = NearestName.Find(name, keys);
            var advice = near is null ? $"Known are {string.Join(", ", keys)}." : $"Did you mean \"{near}\"?";
            problems.Error(Join(pointer, name), DiagnosticCodes.UnknownKey, $"{what} has no key \"{Excerpt.Of(name, 60)}\". {advice}", onKey: true);
        }

        return new ObjectReader(element, pointer, problems);
    }

    /// <summary>A pointer one step deeper.</summary>
    public static string Join(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>A property's place.</summary>
    public string At(string key) => Join(Pointer, key);

    /// <summary>A property's value; null where it is missing or null.</summary>
    public JsonElement? Get(string key) =>
        _element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A property's value, null included; null where it is missing.</summary>
    public JsonElement? GetWithNull(string key) => _element.TryGetProperty(key, out var value) ? value : null;

    /// <summary>Reports a property.</summary>
    public void Report(string key, string message, string code = DiagnosticCodes.InvalidValue) => _problems.Error(At(key), code, message);

    /// <summary>A text; numbers and booleans count as theirs.</summary>
    public string? Text(string key)
    {
        if (Get(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            Report(key, $"{key} must be a text, and is {Kinds.Describe(value)}.");
            return null;
        }

        return JsonTexts.ToText(value);
    }

    /// <summary>A number within bounds, or a text that is one.</summary>
    public double? Number(string key, double min, double max)
    {
        if (Get(key) is not { } value)
        {
            return null;
        }

        var number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when JsNumber.TryParse(JsonTexts.StringOf(value), out var parsed) => parsed,
            _ => double.NaN,
        };
        if (number >= min && number <= max)
        {
            return number;
        }

        var bounds = max < double.MaxValue ? $"from {JsNumber.ToText(min)} to {JsNumber.ToText(max)}" : $"of at least {JsNumber.ToText(min)}";
        Report(key, $"{key} must be a number {bounds}, and is {Kinds.Describe(value)}.");
        return null;
    }

    /// <summary>The items of a list, each with its place; a single value counts as a list of one where <paramref name="allowOne"/> is set.</summary>
    public IEnumerable<(JsonElement Item, string Pointer)> List(string key, bool allowOne = false)
    {
        if (Get(key) is not { } value)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().Select((item, index) => (item, $"{At(key)}/{index}"));
        }

        if (!allowOne)
        {
            Report(key, $"{key} must be a list, and is {Kinds.Describe(value)}.");
            return [];
        }

        return [(value, At(key))];
    }
}
