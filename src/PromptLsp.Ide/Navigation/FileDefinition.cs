using PromptLsp.Core.Configuration;
using PromptLsp.Core.Files;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Ide.Navigation;

/// <summary>From the path of a partial, a schema or a tool to its file; from an index to its entry in the configuration.</summary>
internal static class FileDefinition
{
    private static readonly TextSpan _top = new(0, 0);

    /// <summary>The target; null where the place names no file and no index, or one that is not there.</summary>
    public static NavigationTarget? Find(PromptAnalysis analysis, int offset)
    {
        var prompt = analysis.Prompt;
        foreach (var partial in analysis.Symbols.Partials.Where(partial => partial.FilePath == prompt.Path && partial.Span.Touches(offset)))
        {
            return partial.Path is { } path ? new NavigationTarget(partial.Span, path, _top, _top) : null;
        }

        foreach (var tool in prompt.Definition.Tools.Where(tool => tool.Span.Touches(offset)))
        {
            return ToFile(analysis, tool.Path, tool.Span);
        }

        if (prompt.Definition.Output is { SchemaPath: { } schema } output && output.SchemaSpan.Touches(offset))
        {
            return ToFile(analysis, schema, output.SchemaSpan);
        }

        return prompt.Definition.Contexts.FirstOrDefault(context => context.Index.Length > 0 && context.IndexSpan.Touches(offset)) is { } found
            ? ToIndex(analysis.Snapshot, found.Index, found.IndexSpan)
            : null;
    }

    private static NavigationTarget? ToFile(PromptAnalysis analysis, string reference, TextSpan origin)
    {
        var (status, path) = analysis.Snapshot.Files.Resolve(analysis.Prompt.Path, reference);
        return status == FileReadStatus.Ok && analysis.Snapshot.GetText(path) is not null ? new NavigationTarget(origin, path, _top, _top) : null;
    }

    private static NavigationTarget? ToIndex(WorkspaceSnapshot snapshot, string name, TextSpan origin)
    {
        var path = snapshot.Files.RootPath + "/" + WorkspaceConfiguration.FileName;
        return snapshot.GetText(path) is { } text
            && YamlParser.Parse(text.Text).Root is YamlMapping root
            && (root["indexes"] as YamlMapping)?.Find(name) is { } entry
            ? new NavigationTarget(origin, path, entry.Span, entry.Key.Span)
            : null;
    }
}
