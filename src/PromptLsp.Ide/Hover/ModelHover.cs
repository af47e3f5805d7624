using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Ide.Hover;

/// <summary>On a model's id: what is known of the model.</summary>
internal static class ModelHover
{
    /// <summary>The hover in a prompt; null where the place is on no model's id.</summary>
    public static HoverInfo? Find(PromptAnalysis analysis, int offset)
    {
        var model = analysis.Prompt.Definition.Model;
        return model.Id is { Length: > 0 } id && model.IdSpan.Touches(offset) ? Describe(analysis.Snapshot, id, model.IdSpan) : null;
    }

    /// <summary>The hover in a suite or the configuration; null where the place is on no model's id.</summary>
    public static HoverInfo? Find(WorkspaceSnapshot snapshot, YamlDocument document, int offset)
    {
        var providers = (document.Root as YamlMapping)?["providers"] switch
        {
            YamlSequence list => list.Items.Select(item => item is YamlMapping mapping ? mapping["id"] : item),
            YamlScalar one => [one],
            _ => [],
        };
        var models = ((document.Root as YamlMapping)?["models"] as YamlMapping)?.Entries.Select(entry => (YamlNode?)entry.Key) ?? [];
        return providers.Concat(models).OfType<YamlScalar>().FirstOrDefault(scalar => scalar.Span.Touches(offset)) is { } found && found.Value.Length > 0
            ? Describe(snapshot, found.Value, found.Span)
            : null;
    }

    private static HoverInfo Describe(WorkspaceSnapshot snapshot, string id, TextSpan span) =>
        new(span, snapshot.Catalogue.Find(id) is { } model
            ? ModelText.Describe(model)
            : $"{MarkdownText.Code(id)} is not in the catalogue: nothing is counted. Give its figures under `models:` in promptlsp.yaml.");
}
