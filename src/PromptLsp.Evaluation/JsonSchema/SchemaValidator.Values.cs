using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.JsonSchema;

/// <content>Keywords of one kind of value.</content>
public sealed partial class SchemaValidator
{
    private static void Number(string name, JsonElement value, double number, string path, List<string> errors)
    {
        if (name is not ("minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf"))
        {
            return;
        }

        var limit = value.GetDouble();
        var what = name switch
        {
            "minimum" when !(number >= limit) => ">= ",
            "maximum" when !(number <= limit) => "<= ",
            "exclusiveMinimum" when !(number > limit) => "> ",
            "exclusiveMaximum" when !(number < limit) => "< ",
            "multipleOf" when number / limit is var quotient && quotient != Math.Floor(quotient) => "multiple of ",
            _ => null,
        };
        if (what is not null)
        {
            Fail(errors, path, $"must be {what}{JsNumber.ToText(limit)}");
        }
    }

    private static void Text(string name, JsonElement value, string text, string path, List<string> errors)
    {
        switch (name)
        {
            case "minLength" when CodePoints(text) < value.GetDouble():
                Fail(errors, path, $"must NOT have fewer than {JsonTexts.Stringify(value)} characters");
                break;
            case "maxLength" when CodePoints(text) > value.GetDouble():
                Fail(errors, path, $"must NOT have more than {JsonTexts.Stringify(value)} characters");
                break;
            case "pattern" when !JsRegex.Compile(JsonTexts.StringOf(value)).IsMatch(text):
                Fail(errors, path, $"must match pattern \"{JsonTexts.StringOf(value)}\"");
                break;
            case "format" when !SchemaFormats.IsValid(JsonTexts.StringOf(value), text):
                Fail(errors, path, $"must match format \"{JsonTexts.StringOf(value)}\"");
                break;
        }
    }

    private static int CodePoints(string text)
    {
        var pairs = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            pairs += char.IsSurrogatePair(text[i], text[i + 1]) ? 1 : 0;
        }

        return text.Length - pairs;
    }

    private void Array(string name, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        var length = instance.GetArrayLength();
        switch (name)
        {
            case "items" or "prefixItems" or "additionalItems":
                Items(name, value, schema, instance, path, errors);
                break;
            case "minItems" when length < value.GetDouble():
                Fail(errors, path, $"must NOT have fewer than {JsonTexts.Stringify(value)} items");
                break;
            case "maxItems" when length > value.GetDouble():
                Fail(errors, path, $"must NOT have more than {JsonTexts.Stringify(value)} items");
                break;
            case "uniqueItems" when value.ValueKind == JsonValueKind.True:
                Unique(instance, path, errors);
                break;
            case "contains":
                Contains(value, schema, instance, path, errors);
                break;
        }
    }

    private void Items(string name, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        var isTuple = value.ValueKind == JsonValueKind.Array;
        var from = name switch
        {
            "items" when !isTuple => schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0,
            "additionalItems" => schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array ? items.GetArrayLength() : int.MaxValue,
            _ => 0,
        };
        var index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            if (isTuple && index < value.GetArrayLength())
            {
                Apply(value[index], item, $"{path}/{index}", errors);
            }
            else if (!isTuple && index >= from)
            {
                Apply(value, item, $"{path}/{index}", errors);
            }

            index++;
        }
    }

    private void Unique(JsonElement instance, string path, List<string> errors)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            Step();
            if (!seen.TryAdd(JsonTexts.Stringify(item, sorted: true), index))
            {
                Fail(errors, path, $"must NOT have duplicate items (items {seen[JsonTexts.Stringify(item, sorted: true)]} and {index} are equal)");
                return;
            }

            index++;
        }
    }

    private void Contains(JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        var count = instance.EnumerateArray().Count(item => Conforms(value, item));
        var min = schema.TryGetProperty("minContains", out var least) ? least.GetDouble() : 1;
        var max = schema.TryGetProperty("maxContains", out var most) ? most.GetDouble() : double.PositiveInfinity;
        if (count < min || count > max)
        {
            Fail(errors, path, $"must contain at least {JsNumber.ToText(min)}{(double.IsInfinity(max) ? "" : $" and at most {JsNumber.ToText(max)}")} valid items, and contains {count}");
        }
    }

    private void Object(string name, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        switch (name)
        {
            case "properties":
                foreach (var member in instance.EnumerateObject())
                {
                    if (value.TryGetProperty(JsonTexts.NameOf(member), out var part))
                    {
                        Apply(part, member.Value, $"{path}/{JsonTexts.NameOf(member)}", errors);
                    }
                }

                break;
            case "required":
                Required(value, instance, path, errors);
                break;
            case "minProperties" when instance.EnumerateObject().Count() < value.GetDouble():
                Fail(errors, path, $"must NOT have fewer than {JsonTexts.Stringify(value)} properties");
                break;
            case "maxProperties" when instance.EnumerateObject().Count() > value.GetDouble():
                Fail(errors, path, $"must NOT have more than {JsonTexts.Stringify(value)} properties");
                break;
            case "dependencies" or "dependentRequired" or "dependentSchemas":
                Dependencies(value, instance, path, errors);
                break;
            default:
                ObjectMembers(name, value, schema, instance, path, errors);
                break;
        }
    }

    private void ObjectMembers(string name, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        if (name is not ("patternProperties" or "additionalProperties" or "propertyNames"))
        {
            return;
        }

        foreach (var member in instance.EnumerateObject())
        {
            var key = JsonTexts.NameOf(member);
            if (name == "propertyNames")
            {
                using var quoted = JsonDocument.Parse(JsonTexts.Quote(key));
                Apply(value, quoted.RootElement, $"{path}/{key}", errors);
            }
            else if (name == "patternProperties")
            {
                foreach (var pattern in value.EnumerateObject().Where(pattern => JsRegex.Compile(JsonTexts.NameOf(pattern)).IsMatch(key)))
                {
                    Apply(pattern.Value, member.Value, $"{path}/{key}", errors);
                }
            }
            else if (IsAdditional(schema, key))
            {
                Additional(value, member.Value, path, key, errors);
            }
        }
    }

    private void Additional(JsonElement value, JsonElement member, string path, string key, List<string> errors)
    {
        if (value.ValueKind == JsonValueKind.False)
        {
            Fail(errors, path, $"must NOT have additional properties, and has \"{key}\"");
            return;
        }

        Apply(value, member, $"{path}/{key}", errors);
    }

    private static bool IsAdditional(JsonElement schema, string key) =>
        !(schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out _))
        && !(schema.TryGetProperty("patternProperties", out var patterns)
            && patterns.EnumerateObject().Any(pattern => JsRegex.Compile(JsonTexts.NameOf(pattern)).IsMatch(key)));

    private static void Required(JsonElement names, JsonElement instance, string path, List<string> errors)
    {
        foreach (var name in names.EnumerateArray().Select(JsonTexts.StringOf))
        {
            if (!instance.TryGetProperty(name, out _))
            {
                Fail(errors, path, $"must have required property '{name}'");
            }
        }
    }

    private void Dependencies(JsonElement value, JsonElement instance, string path, List<string> errors)
    {
        foreach (var dependency in value.EnumerateObject())
        {
            if (!instance.TryGetProperty(JsonTexts.NameOf(dependency), out _))
            {
                continue;
            }

            if (dependency.Value.ValueKind == JsonValueKind.Array)
            {
                Required(dependency.Value, instance, path, errors);
            }
            else
            {
                Apply(dependency.Value, instance, path, errors);
            }
        }
    }
}
