using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Prompts;

/// <summary>Reads the <c>inputs:</c> of a front matter.</summary>
public static class InputReader
{
    /// <summary>The keys of an input.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["type", "description", "required", "default", "sample", "enum", "items", "properties", "trust", "max_tokens"];

    /// <summary>The words for <c>trust:</c>.</summary>
    public static IReadOnlyList<string> TrustWords { get; } = ["trusted", "untrusted"];

    internal static ImmutableArray<InputDeclaration> Read(YamlMappingReader frontMatter, List<Diagnostic> diagnostics)
    {
        var inputs = ImmutableArray.CreateBuilder<InputDeclaration>();
        foreach (var entry in frontMatter.Map("inputs")?.Entries ?? [])
        {
            inputs.Add(ReadInput(entry, diagnostics));
        }

        return inputs.ToImmutable();
    }

    private static InputDeclaration ReadInput(YamlEntry entry, List<Diagnostic> diagnostics)
    {
        var name = entry.Key.Value;
        if (!IsIdentifier(name))
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue,
                DiagnosticSeverity.Error,
                entry.Key.Span,
                $"`{name}` cannot be a variable: use letters, digits and `_`, not beginning with a digit."));
        }

        return entry.Value is YamlMapping map ? ReadMapping(entry, map, diagnostics) : ReadDefault(entry);
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(character => char.IsLetterOrDigit(character) || character == '_');

    /// <summary>A bare value is the default; nothing is an optional text.</summary>
    private static InputDeclaration ReadDefault(YamlEntry entry)
    {
        if (YamlValues.IsNull(entry.Value))
        {
            return new InputDeclaration(entry.Key.Value, InputType.String, entry.Key.Span, entry.Span);
        }

        var value = YamlValues.ToJson(entry.Value);
        return new InputDeclaration(entry.Key.Value, InputTypes.Infer(value), entry.Key.Span, entry.Span) { Default = value };
    }

    private static InputDeclaration ReadMapping(YamlEntry entry, YamlMapping map, List<Diagnostic> diagnostics)
    {
        var reader = new YamlMappingReader(map, [.. Keys], diagnostics, $"input '{entry.Key.Value}'");
        var defaultValue = Value(reader, "default");
        var type = reader.Choice("type", [.. InputTypes.Words]) is { } word && InputTypes.TryParse(word, out var parsed)
            ? parsed
            : defaultValue is { } value ? InputTypes.Infer(value) : InputType.String;
        var items = reader.Has("items") ? reader.Map("items") : null;
        var input = new InputDeclaration(entry.Key.Value, type, entry.Key.Span, entry.Span)
        {
            Description = reader.Text("description"),
            IsRequired = reader.Boolean("required") ?? false,
            Default = defaultValue,
            Sample = Value(reader, "sample"),
            Enum = [.. (reader.List("enum")?.Items ?? []).Select(YamlValues.ToJson)],
            ItemType = items?["type"] is YamlScalar itemType && InputTypes.TryParse(itemType.Value, out var parsedItem) ? parsedItem : null,
            Properties = PropertyNames(reader.Map("properties") ?? items?["properties"] as YamlMapping),
            IsUntrusted = reader.Choice("trust", [.. TrustWords]) == "untrusted",
            MaxTokens = reader.Integer("max_tokens", min: 1),
        };
        ReportMismatch(input, input.Default, reader.Node("default"), diagnostics);
        ReportMismatch(input, input.Sample, reader.Node("sample"), diagnostics);
        return input;
    }

    private static JsonElement? Value(YamlMappingReader reader, string key) => reader.Node(key) is { } node ? YamlValues.ToJson(node) : null;

    private static ImmutableArray<string> PropertyNames(YamlMapping? properties) =>
        [.. (properties?.Entries ?? []).Select(entry => entry.Key.Value)];

    private static void ReportMismatch(InputDeclaration input, JsonElement? value, YamlNode? node, List<Diagnostic> diagnostics)
    {
        if (value is { } given && node is not null && InputTypes.Mismatch(input, given) is { } message)
        {
            diagnostics.Add(new Diagnostic(DiagnosticCodes.ValueTypeMismatch, DiagnosticSeverity.Error, node.Span, message));
        }
    }
}
