using PromptLsp.Core.Files;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Ide.Navigation;

/// <summary>From the path of a prompt or of a file of cases in a suite to the file; from a name under <c>vars:</c> to the prompt's input.</summary>
internal static class SuiteDefinition
{
    private static readonly TextSpan _top = new(0, 0);

    /// <summary>The target; null where the place leads nowhere.</summary>
    public static NavigationTarget? Find(WorkspaceSnapshot snapshot, string path, YamlDocument document, int offset)
    {
        if (!path.EndsWith(SuiteSchema.Extension, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (SuiteIndex.PromptsOf(document.Root).Concat(RowFiles(document)).FirstOrDefault(scalar => scalar.Span.Touches(offset)) is { } reference)
        {
            var (status, file) = snapshot.Files.Resolve(path, reference.Value);
            return status == FileReadStatus.Ok && snapshot.GetText(file) is not null ? new NavigationTarget(reference.Span, file, _top, _top) : null;
        }

        return document.KeyAt(offset) is var (way, entry) && !way.IsEmpty && way[^1].Key == "vars" ? Input(snapshot, path, document, entry.Key) : null;
    }

    private static IEnumerable<YamlScalar> RowFiles(YamlDocument document) =>
        ((document.Root as YamlMapping)?["tests"] as YamlSequence)?.Items
            .Select(item => item is YamlMapping mapping ? mapping["file"] as YamlScalar : item as YamlScalar)
            .OfType<YamlScalar>() ?? [];

    private static NavigationTarget? Input(WorkspaceSnapshot snapshot, string path, YamlDocument document, YamlScalar name)
    {
        foreach (var reference in SuiteIndex.PromptsOf(document.Root))
        {
            var (status, file) = snapshot.Files.Resolve(path, reference.Value);
            if (status == FileReadStatus.Ok && WorkspaceSnapshot.IsPrompt(file) && snapshot.GetPrompt(file)?.Definition.FindInput(name.Value) is { } input)
            {
                return new NavigationTarget(name.Span, file, input.Span, input.NameSpan);
            }
        }

        return null;
    }
}
