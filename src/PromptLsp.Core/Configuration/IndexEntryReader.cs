using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Configuration;

/// <summary>Reads the entries under <c>indexes:</c>.</summary>
internal static class IndexEntryReader
{
    private const int DefaultChunkTokens = 256;
    private const int DefaultOverlapTokens = 32;
    private static readonly string[] _keys = ["include", "splitter", "embedding", "store"];
    private static readonly string[] _splitterKeys = ["kind", "chunk_tokens", "overlap_tokens"];

    /// <summary>All indexes that can be used, by name.</summary>
    public static ImmutableDictionary<string, IndexConfiguration> ReadAll(YamlMapping? indexes, List<Diagnostic> diagnostics)
    {
        var found = ImmutableDictionary.CreateBuilder<string, IndexConfiguration>(StringComparer.Ordinal);
        foreach (var entry in indexes?.Entries ?? [])
        {
            if (Read(entry, diagnostics) is { } index)
            {
                found[index.Name] = index;
            }
        }

        return found.ToImmutable();
    }

    private static IndexConfiguration? Read(YamlEntry entry, List<Diagnostic> diagnostics)
    {
        var name = entry.Key.Value;
        if (entry.Value is not YamlMapping mapping)
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, entry.Key.Span,
                $"The index '{name}' needs a mapping with at least 'include', not {YamlValues.Describe(entry.Value)}."));
            return null;
        }

        var reader = new YamlMappingReader(mapping, _keys, diagnostics, $"index '{name}'");
        var include = reader.Require("include") ? Include(reader) : [];
        var (kind, chunk, overlap) = Splitter(reader.Map("splitter"), name, diagnostics);
        reader.Choice("store", ["sqlite"]);
        return new IndexConfiguration(name, include, chunk, overlap, kind, reader.Text("embedding") ?? "default");
    }

    private static ImmutableArray<string> Include(YamlMappingReader reader)
    {
        var globs = reader.TextList("include") ?? [];
        if (globs.All(WorkspacePath.StaysInside))
        {
            return globs;
        }

        reader.ReportInvalid(reader.Node("include")!, "Documents outside the workspace are not read: write globs relative to the workspace root, without '..'.");
        return [.. globs.Where(WorkspacePath.StaysInside)];
    }

    private static (string Kind, int Chunk, int Overlap) Splitter(YamlMapping? mapping, string index, List<Diagnostic> diagnostics)
    {
        if (mapping is null)
        {
            return ("recursive", DefaultChunkTokens, DefaultOverlapTokens);
        }

        var reader = new YamlMappingReader(mapping, _splitterKeys, diagnostics, $"the splitter of index '{index}'");
        var kind = reader.Choice("kind", ["recursive"]) ?? "recursive";
        var chunk = reader.Integer("chunk_tokens", 8, 8192) ?? DefaultChunkTokens;
        var overlap = reader.Integer("overlap_tokens", 0, 4096) ?? Math.Min(DefaultOverlapTokens, chunk / 2);
        if (overlap <= chunk / 2)
        {
            return (kind, chunk, overlap);
        }

        reader.ReportInvalid(reader.Node("overlap_tokens")!, $"An overlap of {overlap} tokens is more than half of a chunk of {chunk}. Write at most {chunk / 2}.");
        return (kind, chunk, chunk / 2);
    }
}
