using System.Collections.Immutable;
using PromptLsp.Core.Catalogue;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Configuration;

/// <summary>Reads <c>promptlsp.yaml</c>. What cannot be read is reported and its default stands.</summary>
public static class ConfigurationReader
{
    private static readonly string[] _keys = ["providers", "models", "indexes", "store"];

    /// <summary>The configuration that <paramref name="source"/> holds, with findings in <see cref="WorkspaceConfiguration.Diagnostics"/>.</summary>
    public static WorkspaceConfiguration Read(SourceText source)
    {
        var diagnostics = new List<Diagnostic>();
        if (source.HasInvalidBytes)
        {
            var place = Math.Max(0, source.Text.IndexOf('\uFFFD', StringComparison.Ordinal));
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidEncoding, DiagnosticSeverity.Error, new TextSpan(place, Math.Min(place + 1, source.Length)),
                "The file holds bytes that are no UTF-8. Save it as UTF-8."));
        }

        var parsed = YamlParser.Parse(source.Text);
        diagnostics.AddRange(parsed.Diagnostics);
        var configuration = new WorkspaceConfiguration { Source = source };
        if (parsed.Root is YamlMapping root)
        {
            configuration = ReadRoot(root, configuration, diagnostics);
        }
        else if (!YamlValues.IsNull(parsed.Root))
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, parsed.Root!.Span,
                $"{WorkspaceConfiguration.FileName} must be a mapping with the keys {string.Join(", ", _keys)}, not {YamlValues.Describe(parsed.Root)}."));
        }

        return configuration with { Diagnostics = [.. diagnostics.OrderBy(diagnostic => diagnostic.Span.Start)] };
    }

    private static WorkspaceConfiguration ReadRoot(YamlMapping root, WorkspaceConfiguration defaults, List<Diagnostic> diagnostics)
    {
        var reader = new YamlMappingReader(root, _keys, diagnostics, WorkspaceConfiguration.FileName);
        return defaults with
        {
            Providers = ProviderEntryReader.ReadAll(reader.Map("providers"), diagnostics),
            Models = ReadModels(reader.Map("models"), diagnostics),
            Indexes = IndexEntryReader.ReadAll(reader.Map("indexes"), diagnostics),
            Store = ReadStore(reader) ?? defaults.Store,
        };
    }

    private static ImmutableDictionary<string, ModelInfo> ReadModels(YamlMapping? models, List<Diagnostic> diagnostics)
    {
        var found = ImmutableDictionary.CreateBuilder<string, ModelInfo>(StringComparer.Ordinal);
        foreach (var entry in models?.Entries ?? [])
        {
            var id = entry.Key.Value;
            var known = ModelCatalogue.BuiltIn.Find(id) ?? new ModelInfo(id);
            if (ModelEntryReader.Read(entry, known with { AsOf = null, Source = WorkspaceConfiguration.FileName }, diagnostics) is { } model)
            {
                found[id] = model;
            }
        }

        return found.ToImmutable();
    }

    private static string? ReadStore(YamlMappingReader reader)
    {
        if (reader.Text("store") is not { } path)
        {
            return null;
        }

        if (WorkspacePath.StaysInside(path) && path[^1] is not ('/' or '\\'))
        {
            return path;
        }

        reader.ReportInvalid(
            reader.Node("store")!,
            $"The store must be a file in the workspace: write a path relative to the workspace root, such as {new WorkspaceConfiguration().Store}.");
        return null;
    }
}
