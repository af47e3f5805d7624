using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Tools;

/// <summary>
/// Reads a file of tools, YAML or JSON: one function or a list of them, each <c>{name, description, parameters}</c>, or as OpenAI writes it,
/// <c>{type: function, function: {…}}</c>. Never fails.
/// </summary>
internal static class ToolFileReader
{
    private const int MaxNameLength = 64;

    private static readonly string[] _keys = ["name", "description", "parameters"];
    private static readonly string[] _outerKeys = ["type", "function"];
    private static readonly JsonElement _noParameters = JsonDocument.Parse("""{"type":"object","properties":{}}""").RootElement.Clone();

    /// <summary>The tools that can be sent, and what is wrong with the others.</summary>
    public static (ImmutableArray<ToolDefinition> Tools, ImmutableArray<Diagnostic> Diagnostics) Read(SourceText text)
    {
        var parsed = YamlParser.Parse(text.Text);
        var diagnostics = new List<Diagnostic>(parsed.Diagnostics);
        var nodes = parsed.Root switch
        {
            YamlSequence list => list.Items,
            null => [],
            var one => [one],
        };
        if (nodes.IsEmpty)
        {
            diagnostics.Add(new Diagnostic(DiagnosticCodes.MissingKey, DiagnosticSeverity.Error, default, "There is no tool in the file. Write `name`, `description` and `parameters`."));
        }

        var tools = nodes.Select(node => ReadTool(node, diagnostics)).OfType<ToolDefinition>().ToImmutableArray();
        return (tools, [.. diagnostics]);
    }

    private static ToolDefinition? ReadTool(YamlNode node, List<Diagnostic> diagnostics)
    {
        if (node is not YamlMapping map)
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, node.Span, $"A tool must be a mapping with `name`, `description` and `parameters`, not {YamlValues.Describe(node)}."));
            return null;
        }

        if (!map.Entries.Any(entry => entry.Key.Value == "function"))
        {
            return ReadFunction(map, diagnostics);
        }

        var outer = new YamlMappingReader(map, _outerKeys, diagnostics, "the tool");
        outer.Choice("type", ["function"]);
        return outer.Map("function") is { } function ? ReadFunction(function, diagnostics) : null;
    }

    private static ToolDefinition? ReadFunction(YamlMapping map, List<Diagnostic> diagnostics)
    {
        var reader = new YamlMappingReader(map, _keys, diagnostics, "the tool");
        if (!reader.Require("name") || reader.Text("name") is not { } name)
        {
            return null;
        }

        if (name.Length > MaxNameLength || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
        {
            reader.ReportInvalid(reader.Node("name")!, $"'{name}' is no name of a tool: letters, digits, '_' and '-' are allowed, {MaxNameLength} at most.");
            return null;
        }

        return ReadParameters(reader) is { } parameters ? new ToolDefinition(name, reader.Text("description") ?? "", parameters) : null;
    }

    private static JsonElement? ReadParameters(YamlMappingReader reader)
    {
        if (!reader.Has("parameters"))
        {
            return _noParameters;
        }

        if (reader.Map("parameters") is not { } schema)
        {
            return null;
        }

        if (schema["type"] is not YamlScalar { Value: "object" })
        {
            reader.ReportInvalid(schema["type"] ?? schema, "The parameters of a tool are a JSON schema with `type: object`.");
            return null;
        }

        if (schema["properties"] is { } properties and not YamlMapping)
        {
            reader.ReportInvalid(properties, "The properties of a tool's parameters must be a mapping from names to schemas.");
            return null;
        }

        return YamlValues.ToJson(schema);
    }
}
