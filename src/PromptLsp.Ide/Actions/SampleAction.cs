using System.Collections.Immutable;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rules;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Actions;

/// <summary>Gives an input a sample, so that the editor can count and render it.</summary>
internal static class SampleAction
{
    /// <summary>The actions for the inputs under the selection that have neither sample nor default.</summary>
    public static ImmutableArray<CodeAction> Find(PromptAnalysis analysis, TextSpan span)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        foreach (var input in analysis.Prompt.Definition.Inputs)
        {
            if (input.Sample is null && input.Default is null && input.Span.Start <= span.End && span.Start <= input.Span.End
                && InputDeclarationEdits.AddKey(analysis.Prompt.Syntax, input, "sample: " + Example(input)) is { } edit)
            {
                actions.Add(new CodeAction($"Add a sample of `{input.Name}`", CodeActionKind.Refactor, [edit]));
            }
        }

        return actions.ToImmutable();
    }

    /// <summary>A value of the input's type, as YAML within one line.</summary>
    private static string Example(InputDeclaration input)
    {
        if (!input.Enum.IsEmpty)
        {
            return input.Enum[0].GetRawText();
        }

        return input.Type switch
        {
            InputType.Integer or InputType.Number => "1",
            InputType.Boolean => "true",
            InputType.Array => input.ItemType is InputType.String or null ? "[example]" : "[]",
            InputType.Object => $"{{ {string.Join(", ", input.Properties.Select(name => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\": example"))} }}",
            InputType.Messages => "[{ role: user, content: example }]",
            _ => "example",
        };
    }
}
