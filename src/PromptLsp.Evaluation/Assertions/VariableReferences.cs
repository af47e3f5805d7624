using System.Text;
using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>
/// <c>{{ name }}</c> and <c>{{ name.member }}</c> in expected values: each stands for the test's variable of that name. There is nothing else:
/// no expression, no filter, no second pass over what was put in; any other text, braces included, stays as it is.
/// </summary>
internal static class VariableReferences
{
    /// <summary>True where some string of <paramref name="value"/> holds what looks like a reference.</summary>
    public static bool IsIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Find(JsonTexts.StringOf(value), 0) is not null,
        JsonValueKind.Array => value.EnumerateArray().Any(IsIn),
        JsonValueKind.Object => value.EnumerateObject().Any(member => IsIn(member.Value)),
        _ => false,
    };

    /// <summary>The names that are referred to, outermost part only.</summary>
    public static IEnumerable<string> NamesIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => NamesIn(JsonTexts.StringOf(value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(NamesIn),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => NamesIn(member.Value)),
        _ => [],
    };

    /// <summary>The value with its references replaced; names that the test does not have stay as they are written.</summary>
    /// <param name="value">The value.</param>
    /// <param name="variables">The test's variables.</param>
    /// <param name="escape">Applied to text that is put within other text; null: it goes in as it is.</param>
    public static JsonElement Replace(JsonElement value, IReadOnlyDictionary<string, JsonElement> variables, Func<string, string>? escape)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                var text = JsonTexts.StringOf(value);
                return Find(text, 0) is { Start: 0 } only && only.End == text.Length && Look(only.Path, variables) is { } whole
                    ? whole
                    : JsonElement.Parse(JsonTexts.Quote(Replace(text, variables, escape)));
            case JsonValueKind.Array when IsIn(value):
                var items = value.EnumerateArray().Select(item => JsonTexts.Stringify(Replace(item, variables, escape)));
                return JsonElement.Parse($"[{string.Join(',', items)}]");
            case JsonValueKind.Object when IsIn(value):
                var members = value.EnumerateObject().Select(member =>
                    $"{JsonTexts.Quote(JsonTexts.NameOf(member))}:{JsonTexts.Stringify(Replace(member.Value, variables, escape))}");
                return JsonElement.Parse($"{{{string.Join(',', members)}}}");
            default:
                return value;
        }
    }

    /// <summary>The text with its references replaced.</summary>
    public static string Replace(string text, IReadOnlyDictionary<string, JsonElement> variables, Func<string, string>? escape = null)
    {
        StringBuilder? result = null;
        var at = 0;
        while (Find(text, at) is { } reference)
        {
            result ??= new StringBuilder(text.Length + 32);
            result.Append(text, at, reference.Start - at);
            if (Look(reference.Path, variables) is { } value)
            {
                var inserted = value.ValueKind == JsonValueKind.Null ? "" : JsonTexts.ToText(value);
                result.Append(escape is null ? inserted : escape(inserted));
            }
            else
            {
                result.Append(text, reference.Start, reference.End - reference.Start);
            }

            at = reference.End;
        }

        return result is null ? text : result.Append(text, at, text.Length - at).ToString();
    }

    private static IEnumerable<string> NamesIn(string text)
    {
        for (var at = 0; Find(text, at) is { } reference; at = reference.End)
        {
            yield return reference.Path.Split('.')[0];
        }
    }

    private static JsonElement? Look(string path, IReadOnlyDictionary<string, JsonElement> variables)
    {
        var parts = path.Split('.');
        if (!variables.TryGetValue(parts[0], out var value))
        {
            return null;
        }

        foreach (var part in parts.AsSpan(1))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value))
            {
                return null;
            }
        }

        return value;
    }

    private static (int Start, int End, string Path)? Find(string text, int from)
    {
        for (var start = text.IndexOf("{{", from, StringComparison.Ordinal); start >= 0; start = text.IndexOf("{{", start + 1, StringComparison.Ordinal))
        {
            var end = text.IndexOf("}}", start, StringComparison.Ordinal);
            if (end < 0)
            {
                return null;
            }

            var path = text[(start + 2)..end].Trim(' ');
            if (IsPath(path))
            {
                return (start, end + 2, path);
            }
        }

        return null;
    }

    private static bool IsPath(string path) =>
        path.Length > 0 && path.Split('.').All(part => part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'));
}
