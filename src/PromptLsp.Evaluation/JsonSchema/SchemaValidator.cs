using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.JsonSchema;

/// <summary>
/// Validates JSON by a schema of draft-07, 2019-09 or 2020-12 (json-schema.org), with formats asserted and OpenAPI's <c>nullable</c>.
/// Numbers are double precision, lengths count code points, patterns are JavaScript's: verdicts as ajv gives them.
/// </summary>
public sealed partial class SchemaValidator
{
    private const int MaxSteps = 1_000_000;
    private const int MaxNesting = 1000;
    private const int MaxErrors = 3;

    private readonly JsonElement _root;
    private readonly CancellationToken _cancellationToken;
    private int _steps;
    private int _nesting;

    private SchemaValidator(JsonElement root, CancellationToken cancellationToken)
    {
        _root = root;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What is wrong with a schema itself: sentences, empty where it can be used.</summary>
    public static IReadOnlyList<string> Check(JsonElement schema) => SchemaChecker.Check(schema);

    /// <summary>Why <paramref name="instance"/> does not conform: the first few reasons, empty where it conforms.</summary>
    /// <param name="schema">A schema that <see cref="Check"/> finds nothing wrong with.</param>
    /// <param name="instance">The value.</param>
    /// <param name="cancellationToken">Stops a long validation.</param>
    /// <exception cref="SchemaLimitException">The schema recurses without end or needs more than a million steps.</exception>
    public static IReadOnlyList<string> Validate(JsonElement schema, JsonElement instance, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        new SchemaValidator(schema, cancellationToken).Apply(schema, instance, "data", errors);
        return errors;
    }

    private static void Fail(List<string> errors, string path, string what)
    {
        if (errors.Count < MaxErrors)
        {
            errors.Add($"{path} {what}");
        }
    }

    private bool Conforms(JsonElement schema, JsonElement instance)
    {
        var errors = new List<string>();
        Apply(schema, instance, "data", errors);
        return errors.Count == 0;
    }

    private void Apply(JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            if (schema.ValueKind == JsonValueKind.False)
            {
                Fail(errors, path, "is not allowed");
            }

            return;
        }

        Step();
        _nesting++;
        foreach (var keyword in schema.EnumerateObject())
        {
            Keyword(keyword.Name, keyword.Value, schema, instance, path, errors);
        }

        _nesting--;
    }

    private void Step()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (++_steps > MaxSteps)
        {
            throw new SchemaLimitException($"The schema needs more than {MaxSteps:N0} steps for this output.");
        }

        if (_nesting > MaxNesting)
        {
            throw new SchemaLimitException($"The schema refers to itself more than {MaxNesting:N0} levels deep.");
        }
    }

    private void Keyword(string name, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        switch (name)
        {
            case "$ref":
                Apply(SchemaReferences.Resolve(_root, JsonTexts.StringOf(value))!.Value, instance, path, errors);
                break;
            case "type":
                Type(value, schema, instance, path, errors);
                break;
            case "enum" when !value.EnumerateArray().Any(item => JsonEquality.AreEqual(item, instance)):
                Fail(errors, path, $"must be one of {Shorten(JsonTexts.Stringify(value))}");
                break;
            case "const" when !JsonEquality.AreEqual(value, instance):
                Fail(errors, path, $"must be {Shorten(JsonTexts.Stringify(value))}");
                break;
            case "allOf" or "anyOf" or "oneOf" or "not" or "if":
                Combination(name, value, schema, instance, path, errors);
                break;
            default:
                ByKind(name, value, schema, instance, path, errors);
                break;
        }
    }

    private void ByKind(string name, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        switch (instance.ValueKind)
        {
            case JsonValueKind.Number:
                Number(name, value, instance.GetDouble(), path, errors);
                break;
            case JsonValueKind.String:
                Text(name, value, JsonTexts.StringOf(instance), path, errors);
                break;
            case JsonValueKind.Array:
                Array(name, value, schema, instance, path, errors);
                break;
            case JsonValueKind.Object:
                Object(name, value, schema, instance, path, errors);
                break;
        }
    }

    private static void Type(JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        var names = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(JsonTexts.StringOf)] : new[] { JsonTexts.StringOf(value) };
        var nullable = instance.ValueKind == JsonValueKind.Null
            && schema.TryGetProperty("nullable", out var flag) && flag.ValueKind == JsonValueKind.True;
        if (!nullable && !names.Any(name => IsOfType(instance, name)))
        {
            Fail(errors, path, $"must be {string.Join(" or ", names)}");
        }
    }

    private static bool IsOfType(JsonElement instance, string name) => (name, instance.ValueKind) switch
    {
        ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or ("object", JsonValueKind.Object) => true,
        ("array", JsonValueKind.Array) or ("null", JsonValueKind.Null) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => instance.GetDouble() is var number && double.IsFinite(number) && number == Math.Floor(number),
        _ => false,
    };

    private void Combination(string name, JsonElement value, JsonElement schema, JsonElement instance, string path, List<string> errors)
    {
        switch (name)
        {
            case "allOf":
                foreach (var part in value.EnumerateArray())
                {
                    Apply(part, instance, path, errors);
                }

                break;
            case "anyOf" when !value.EnumerateArray().Any(part => Conforms(part, instance)):
                Fail(errors, path, "must match a schema in anyOf");
                break;
            case "oneOf" when value.EnumerateArray().Count(part => Conforms(part, instance)) is var count && count != 1:
                Fail(errors, path, $"must match exactly one schema in oneOf, and matches {count}");
                break;
            case "not" when Conforms(value, instance):
                Fail(errors, path, "must NOT be valid by the schema in not");
                break;
            case "if" when schema.TryGetProperty(Conforms(value, instance) ? "then" : "else", out var branch):
                Apply(branch, instance, path, errors);
                break;
        }
    }

    private static string Shorten(string text) => text.Length <= 120 ? text : text[..120] + "…";
}
