using System.Collections.Immutable;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Ide.Yaml;

/// <summary>A YAML text whose keys are known: a front matter, a suite or the configuration.</summary>
/// <param name="Source">The document.</param>
/// <param name="Start">Where the YAML begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Root">Its tree; null where there is none.</param>
/// <param name="Schema">Its keys.</param>
internal sealed record YamlDocument(SourceText Source, int Start, int End, YamlNode? Root, YamlSchema Schema)
{
    /// <summary>The YAML at a place of a document; null where there is none that is known.</summary>
    public static YamlDocument? At(WorkspaceSnapshot snapshot, string path, int offset)
    {
        if (WorkspaceSnapshot.IsPrompt(path))
        {
            return snapshot.GetPrompt(path) is { Syntax: { FrontMatter: { } matter, Source: var source } } && matter.Content.Touches(offset) && !matter.ClosingFence.Contains(offset)
                ? new YamlDocument(source, matter.Content.Start, matter.Content.End, matter.Root, FrontMatterSchema.Root)
                : null;
        }

        var schema = path.EndsWith(SuiteSchema.Extension, StringComparison.OrdinalIgnoreCase) ? SuiteSchema.Root
            : path == snapshot.Files.RootPath + "/" + WorkspaceConfiguration.FileName ? ConfigurationSchema.Root
            : null;
        return schema is not null && snapshot.GetText(path) is { } text
            ? new YamlDocument(text, 0, text.Length, YamlParser.Parse(text.Text).Root, schema)
            : null;
    }

    /// <summary>The node at the end of a way; null where the tree has none.</summary>
    public YamlNode? Find(IEnumerable<YamlStep> path)
    {
        var node = Root;
        foreach (var step in path)
        {
            node = node switch
            {
                YamlMapping mapping when step.Key is { } key => mapping[key],
                YamlSequence sequence when step.Key is null && step.Index < sequence.Items.Length => sequence.Items[step.Index],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The key under a place, with the way to its mapping; null where the place is on no key.</summary>
    public (ImmutableArray<YamlStep> Path, YamlEntry Entry)? KeyAt(int offset)
    {
        var path = ImmutableArray.CreateBuilder<YamlStep>();
        for (var node = Root; node is not null;)
        {
            switch (node)
            {
                case YamlMapping mapping when mapping.Entries.FirstOrDefault(entry => entry.Key.Span.Touches(offset)) is { } found:
                    return (path.ToImmutable(), found);
                case YamlMapping mapping when mapping.Entries.FirstOrDefault(entry => entry.Value.Span.Touches(offset)) is { } around:
                    path.Add(YamlStep.Into(around.Key.Value));
                    node = around.Value;
                    break;
                case YamlSequence sequence when Index(sequence, offset) is var index and >= 0:
                    path.Add(YamlStep.Item(index));
                    node = sequence.Items[index];
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static int Index(YamlSequence sequence, int offset)
    {
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            if (sequence.Items[i].Span.Touches(offset))
            {
                return i;
            }
        }

        return -1;
    }
}
