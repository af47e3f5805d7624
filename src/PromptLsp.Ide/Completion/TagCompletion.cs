using System.Collections.Immutable;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Templates;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>Completion of variables, members and functions inside tags.</summary>
internal static class TagCompletion
{
    /// <summary>The completions at a caret in a tag.</summary>
    public static ImmutableArray<CompletionItem> Complete(PromptAnalysis analysis, TemplateCaret caret, int offset) => caret.Place switch
    {
        CaretPlace.Member => Members(analysis, caret, offset),
        CaretPlace.Filter => [.. Functions(caret, isFilter: true)],
        CaretPlace.Expression => [.. Variables(analysis, caret, offset), .. Functions(caret, isFilter: false)],
        CaretPlace.Statement when caret.Tag.Kind == TemplateTagKind.Code => [.. Variables(analysis, caret, offset), .. Functions(caret, isFilter: false)],
        _ => [],
    };

    private static ImmutableArray<CompletionItem> Members(PromptAnalysis analysis, TemplateCaret caret, int offset)
    {
        var members = TemplateMembers.Of(analysis, caret.Chain, offset);
        if (!members.IsEmpty)
        {
            return [.. members.Select(member => new CompletionItem(member.Name, CompletionKind.Property, new TextEdit(caret.Word, member.Name))
            {
                Detail = member.Type,
                Documentation = member.Documentation,
            })];
        }

        return caret.Chain is [{ IsIndexed: false } group] && caret.Language == TemplateLanguage.Scriban
            ? [.. ScribanBuiltins.All.Where(builtin => builtin.Name.StartsWith(group.Name + ".", StringComparison.Ordinal)).Select(builtin => Function(builtin, builtin.Name[(group.Name.Length + 1)..], caret.Word))]
            : [];
    }

    private static IEnumerable<CompletionItem> Variables(PromptAnalysis analysis, TemplateCaret caret, int offset) =>
        TemplateVariables.At(analysis, offset).Select(variable =>
            new CompletionItem(variable.Name, CompletionKind.Variable, new TextEdit(caret.Word, variable.Name))
            {
                Detail = Detail(analysis.Prompt.Definition, variable),
                Documentation = variable.Kind == VariableKind.Input && analysis.Prompt.Definition.FindInput(variable.Name)?.Description is { } description
                    ? MarkdownText.Escape(description)
                    : null,
                SortText = "1" + variable.Name,
            });

    private static string Detail(PromptDefinition definition, TemplateVariable variable) => variable switch
    {
        { LoopsOver: { } over } => "each of " + over,
        { Kind: VariableKind.Input } => definition.FindInput(variable.Name)?.Type.ToWord() ?? "",
        { Kind: VariableKind.Context } => "passages of " + definition.FindContext(variable.Name)?.Index,
        _ => "variable of the template",
    };

    private static IEnumerable<CompletionItem> Functions(TemplateCaret caret, bool isFilter) =>
        ScribanBuiltins.All
            .Where(builtin => !isFilter || builtin.TakesPipe)
            .Select(builtin => Function(builtin, builtin.Name, caret.Word));

    private static CompletionItem Function(TemplateBuiltin builtin, string label, TextSpan word) =>
        new(label, CompletionKind.Function, new TextEdit(word, label))
        {
            Detail = builtin.Signature,
            Documentation = builtin.Documentation,
            SortText = "3" + label,
        };
}
