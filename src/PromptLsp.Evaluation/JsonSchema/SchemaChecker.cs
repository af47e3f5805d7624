using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.JsonSchema;

/// <summary>Finds what is wrong with a schema before anything is validated by it.</summary>
internal sealed class SchemaChecker
{
    private const int MaxProblems = 10;

    private readonly JsonElement _root;
    private readonly List<string> _problems = [];

    private SchemaChecker(JsonElement root) => _root = root;

    /// <summary>Sentences that name the place and the fault, in the order of the schema; empty where it can be used.</summary>
    public static IReadOnlyList<string> Check(JsonElement schema)
    {
        var checker = new SchemaChecker(schema);
        checker.Schema(schema, "");
        return checker._problems;
    }

    private void Report(string path, string what)
    {
        if (_problems.Count < MaxProblems)
        {
            _problems.Add(path.Length == 0 ? $"The schema {what}." : $"The schema at {path} {what}.");
        }
    }

    private void Schema(JsonElement schema, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            Report(path, $"must be an object or a boolean, and is {Kinds.Describe(schema)}");
            return;
        }

        foreach (var property in schema.EnumerateObject())
        {
            var name = JsonTexts.NameOf(property);
            if (SchemaKeywords.Shapes.TryGetValue(name, out var shape))
            {
                Keyword(name, shape, property.Value, $"{path}/{name}");
            }
            else if (NearestName.Find(name, SchemaKeywords.Shapes.Keys) is { } near)
            {
                Report(path, $"has the unknown keyword \"{name}\"; did you mean \"{near}\"?");
            }
        }
    }

    private void Keyword(string name, KeywordShape shape, JsonElement value, string path)
    {
        switch (shape)
        {
            case KeywordShape.Schema:
                Schema(value, path);
                break;
            case KeywordShape.SchemaOrSchemas when value.ValueKind != JsonValueKind.Array:
                Schema(value, path);
                break;
            case KeywordShape.SchemaOrSchemas or KeywordShape.Schemas:
                Schemas(value, path);
                break;
            case KeywordShape.NamedSchemas or KeywordShape.PatternSchemas or KeywordShape.Dependencies or KeywordShape.NamedNames:
                Members(shape, value, path);
                break;
            case KeywordShape.Names:
                Names(value, path);
                break;
            case KeywordShape.TypeNames:
                Types(value, path);
                break;
            case KeywordShape.Text:
                Text(name, value, path);
                break;
            case KeywordShape.Unsupported:
                Report(path, "uses a keyword that is not evaluated here; write it without");
                break;
            default:
                Plain(shape, value, path);
                break;
        }
    }

    private void Plain(KeywordShape shape, JsonElement value, string path)
    {
        var number = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
        var wanted = shape switch
        {
            KeywordShape.Number when double.IsNaN(number) => "must be a number",
            KeywordShape.PositiveNumber when !(number > 0) => "must be a number above 0",
            KeywordShape.Count when !(number >= 0) || number != Math.Floor(number) => "must be a whole number from 0",
            KeywordShape.Flag when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) => "must be true or false",
            KeywordShape.List when value.ValueKind != JsonValueKind.Array => "must be a list",
            _ => null,
        };
        if (wanted is not null)
        {
            Report(path, $"{wanted}, and is {Kinds.Describe(value)}");
        }
    }

    private void Schemas(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Report(path, "must be a list of at least one schema");
            return;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            Schema(item, $"{path}/{index++}");
        }
    }

    private void Members(KeywordShape shape, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Report(path, $"must be an object, and is {Kinds.Describe(value)}");
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            var name = JsonTexts.NameOf(property);
            if (shape == KeywordShape.PatternSchemas)
            {
                Pattern(name, path);
            }

            if (shape == KeywordShape.NamedNames || (shape == KeywordShape.Dependencies && property.Value.ValueKind == JsonValueKind.Array))
            {
                Names(property.Value, $"{path}/{name}");
                continue;
            }

            Schema(property.Value, $"{path}/{name}");
        }
    }

    private void Names(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Report(path, "must be a list of names");
        }
    }

    private void Types(JsonElement value, string path)
    {
        var names = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value };
        foreach (var name in names)
        {
            if (name.ValueKind != JsonValueKind.String || !SchemaKeywords.TypeNames.Contains(JsonTexts.StringOf(name)))
            {
                Report(path, $"must be one of {string.Join(", ", SchemaKeywords.TypeNames)}, and is {Kinds.Describe(name)}");
            }
        }
    }

    private void Text(string name, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Report(path, $"must be a text, and is {Kinds.Describe(value)}");
            return;
        }

        var text = JsonTexts.StringOf(value);
        switch (name)
        {
            case "pattern":
                Pattern(text, path);
                break;
            case "format" when !SchemaFormats.Names.Contains(text):
                var near = NearestName.Find(text, SchemaFormats.Names);
                Report(path, $"names the unknown format \"{text}\"{(near is null ? $"; known are {string.Join(", ", SchemaFormats.Names)}" : $"; did you mean \"{near}\"?")}");
                break;
            case "$ref" when SchemaReferences.Resolve(_root, text) is null:
                Report(path, $"refers to \"{text}\", which is not in the schema; only references within the schema are followed");
                break;
        }
    }

    private void Pattern(string pattern, string path)
    {
        if (JsRegex.Problem(pattern) is { } problem)
        {
            Report(path, $"holds an invalid regular expression: {problem}");
        }
    }
}
