using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Prompts;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Cli.Commands;

/// <summary>Reads the values of inputs that are given on the command line.</summary>
internal static class VariableValues
{
    /// <summary>The values of <c>--vars</c> with those of <c>--var</c> above them.</summary>
    /// <exception cref="CliException">A value cannot be read.</exception>
    public static ImmutableDictionary<string, JsonElement> Read(PromptDefinition definition, IReadOnlyList<string> pairs, string? file)
    {
        var values = file is null ? ImmutableDictionary<string, JsonElement>.Empty : ReadFile(file);
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new CliException(ExitCode.Usage, $"--var {pair}: write NAME=VALUE.");
            }

            var name = pair[..equals];
            values = values.SetItem(name, ParseValue(definition.FindInput(name), name, pair[(equals + 1)..]));
        }

        return values;
    }

    private static JsonElement ParseValue(InputDeclaration? input, string name, string text)
    {
        if (input is null or { Type: InputType.String })
        {
            return Text(text);
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new CliException(ExitCode.Usage, $"--var {name}: the input is declared as {input.Type.ToWord()}; `{text}` is no JSON.");
        }
    }

    private static JsonElement Text(string text)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStringValue(text);
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    /// <summary>JSON is read as the YAML that it is, so that both give the same errors.</summary>
    private static ImmutableDictionary<string, JsonElement> ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new CliException(ExitCode.Usage, $"--vars {path}: there is no such file.");
        }

        var source = SourceText.FromBytes(File.ReadAllBytes(path));
        var parsed = YamlParser.Parse(source.Text);
        if (parsed.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new CliException(ExitCode.Usage, $"{path}:{source.PositionOf(error.Span.Start)}: {error.Message}");
        }

        return parsed.Root is YamlMapping map
            ? map.Entries.ToImmutableDictionary(entry => entry.Key.Value, entry => YamlValues.ToJson(entry.Value))
            : throw new CliException(ExitCode.Usage, $"{path}: must hold one mapping of names to values.");
    }
}
