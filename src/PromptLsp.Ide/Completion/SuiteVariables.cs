using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>Completion of <c>vars:</c> in a suite: the inputs of the prompts that it names.</summary>
internal static class SuiteVariables
{
    /// <summary>The inputs that have no value there yet.</summary>
    public static IEnumerable<CompletionItem> Complete(WorkspaceSnapshot snapshot, string path, YamlDocument document, YamlCaret caret)
    {
        if (!path.EndsWith(SuiteSchema.Extension, StringComparison.OrdinalIgnoreCase) || caret.Path.IsEmpty || caret.Path[^1].Key != "vars")
        {
            return [];
        }

        var present = YamlCompletion.Present(document, caret);
        var colon = YamlCompletion.HasColon(document.Source.Text, caret.Word) ? "" : ": ";
        return Inputs(snapshot, path, document)
            .Where(input => !present.Contains(input.Name))
            .DistinctBy(input => input.Name)
            .Select(input => new CompletionItem(input.Name, CompletionKind.Variable, new TextEdit(caret.Word, input.Name + colon))
            {
                Detail = input.Type.ToWord(),
                Documentation = input.Description is { } description ? MarkdownText.Escape(description) : null,
            });
    }

    private static IEnumerable<InputDeclaration> Inputs(WorkspaceSnapshot snapshot, string path, YamlDocument document)
    {
        foreach (var reference in SuiteIndex.PromptsOf(document.Root))
        {
            var (status, file) = snapshot.Files.Resolve(path, reference.Value);
            if (status == FileReadStatus.Ok && WorkspaceSnapshot.IsPrompt(file) && snapshot.GetPrompt(file) is { } prompt)
            {
                foreach (var input in prompt.Definition.Inputs)
                {
                    yield return input;
                }
            }
        }
    }
}
