using System.Collections.Frozen;

namespace PromptLsp.Evaluation.JsonSchema;

/// <summary>What the value of a keyword must be.</summary>
internal enum KeywordShape
{
    /// <summary>Anything; the keyword asserts nothing or is compared as it is.</summary>
    Any,

    /// <summary>A schema.</summary>
    Schema,

    /// <summary>A schema, or schemas in order.</summary>
    SchemaOrSchemas,

    /// <summary>At least one schema, in order.</summary>
    Schemas,

    /// <summary>Schemas by name.</summary>
    NamedSchemas,

    /// <summary>Schemas by regular expression.</summary>
    PatternSchemas,

    /// <summary>Schemas or lists of names, by name.</summary>
    Dependencies,

    /// <summary>Lists of names, by name.</summary>
    NamedNames,

    /// <summary>A list of names.</summary>
    Names,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number above 0.</summary>
    PositiveNumber,

    /// <summary>A whole number from 0.</summary>
    Count,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list.</summary>
    List,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A type's name, or a list of them.</summary>
    TypeNames,

    /// <summary>Known, but not evaluated here.</summary>
    Unsupported,
}

/// <summary>The keywords of JSON Schema draft-07, 2019-09 and 2020-12, and OpenAPI's <c>nullable</c>.</summary>
internal static class SchemaKeywords
{
    /// <summary>What each keyword's value must be.</summary>
    public static FrozenDictionary<string, KeywordShape> Shapes { get; } = Build();

    /// <summary>The names of types.</summary>
    public static IReadOnlyList<string> TypeNames { get; } = ["string", "number", "integer", "boolean", "object", "array", "null"];

    private static FrozenDictionary<string, KeywordShape> Build()
    {
        var shapes = new Dictionary<string, KeywordShape>(StringComparer.Ordinal);
        Add(shapes, KeywordShape.Schema, "additionalProperties additionalItems contains propertyNames not if then else");
        Add(shapes, KeywordShape.SchemaOrSchemas, "items");
        Add(shapes, KeywordShape.Schemas, "allOf anyOf oneOf prefixItems");
        Add(shapes, KeywordShape.NamedSchemas, "properties definitions $defs dependentSchemas");
        Add(shapes, KeywordShape.PatternSchemas, "patternProperties");
        Add(shapes, KeywordShape.Dependencies, "dependencies");
        Add(shapes, KeywordShape.NamedNames, "dependentRequired");
        Add(shapes, KeywordShape.Names, "required");
        Add(shapes, KeywordShape.Number, "minimum maximum exclusiveMinimum exclusiveMaximum");
        Add(shapes, KeywordShape.PositiveNumber, "multipleOf");
        Add(shapes, KeywordShape.Count, "minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains");
        Add(shapes, KeywordShape.Flag, "uniqueItems nullable readOnly writeOnly deprecated");
        Add(shapes, KeywordShape.List, "enum examples");
        Add(shapes, KeywordShape.Text, "pattern format $ref $schema $id $anchor $comment title description contentEncoding contentMediaType");
        Add(shapes, KeywordShape.TypeNames, "type");
        Add(shapes, KeywordShape.Any, "const default contentSchema $vocabulary id");
        Add(shapes, KeywordShape.Unsupported, "unevaluatedProperties unevaluatedItems $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor");
        return shapes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, KeywordShape> shapes, KeywordShape shape, string names)
    {
        foreach (var name in names.Split(' '))
        {
            shapes.Add(name, shape);
        }
    }
}
