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
    /// <summary>The completions at a caret in a tag of the body.</summary>
    public static IEnumerable<CompletionItem> Complete(PromptAnalysis analysis, TemplateCaret caret, int offset)
    {
        var source = analysis.Prompt.Source;
        switch (caret.Place)
        {
            case CaretPlace.Text:
                return IncludeCompletion.Complete(analysis, caret, offset);
            case CaretPlace.Member:
                return Members(analysis, caret, offset);
            case CaretPlace.Filter:
                return Functions(caret);
            case CaretPlace.Statement when caret.Tag.Kind == TemplateTagKind.LiquidTag:
                return KeywordCompletion.Complete(source, analysis.Prompt.Syntax.Template, caret);
            case CaretPlace.Statement:
                return Values(analysis, caret, offset).Concat(KeywordCompletion.Complete(source, analysis.Prompt.Syntax.Template, caret));
            case CaretPlace.Expression:
                return Values(analysis, caret, offset).Concat(KeywordCompletion.Inside(caret));
            default:
                return [];
        }
    }

    /// <summary>The variables that the front matter declares: for the queries of contexts, which have no other.</summary>
    public static IEnumerable<CompletionItem> Query(PromptAnalysis analysis, TemplateCaret caret) => caret.Place switch
    {
        CaretPlace.Filter => Functions(caret),
        CaretPlace.Statement or CaretPlace.Expression => TemplateVariables.Declared(analysis.Prompt.Definition)
            .Where(variable => variable.Kind == VariableKind.Input)
            .Select(variable => Variable(analysis.Prompt.Definition, variable, caret.Word)),
        CaretPlace.Member when caret.Chain is [{ IsIndexed: false } group] => GroupMembers(group.Name, caret),
        _ => [],
    };

    private static IEnumerable<CompletionItem> Values(PromptAnalysis analysis, TemplateCaret caret, int offset)
    {
        var variables = TemplateVariables.At(analysis, offset).Select(variable => Variable(analysis.Prompt.Definition, variable, caret.Word));
        return caret.Language == TemplateLanguage.Liquid ? variables : variables.Concat(Functions(caret));
    }

    private static IEnumerable<CompletionItem> Members(PromptAnalysis analysis, TemplateCaret caret, int offset)
    {
        var members = TemplateMembers.Of(analysis, caret.Chain, offset);
        return members.IsEmpty && caret.Chain is [{ IsIndexed: false } group]
            ? GroupMembers(group.Name, caret)
            : members.Select(member => new CompletionItem(member.Name, CompletionKind.Property, new TextEdit(caret.Word, member.Name))
            {
                Detail = member.Type,
                Documentation = member.Documentation,
            });
    }

    private static IEnumerable<CompletionItem> GroupMembers(string group, TemplateCaret caret) => caret.Language == TemplateLanguage.Liquid
        ? []
        : ScribanBuiltins.All
            .Where(builtin => builtin.Name.StartsWith(group + ".", StringComparison.Ordinal))
            .Select(builtin => Function(builtin, builtin.Name[(group.Length + 1)..], caret.Word));

    private static CompletionItem Variable(PromptDefinition definition, TemplateVariable variable, TextSpan word)
    {
        var description = variable.Kind == VariableKind.Input ? definition.FindInput(variable.Name)?.Description : null;
        return new CompletionItem(variable.Name, CompletionKind.Variable, new TextEdit(word, variable.Name))
        {
            Detail = Detail(definition, variable),
            Documentation = description is null ? null : MarkdownText.Escape(description),
            SortText = "1" + variable.Name,
        };
    }

    private static string Detail(PromptDefinition definition, TemplateVariable variable) => variable switch
    {
        { LoopsOver: { } over } => "each of " + over,
        { Kind: VariableKind.Input } => definition.FindInput(variable.Name)?.Type.ToWord() ?? "",
        { Kind: VariableKind.Context } => "passages of " + definition.FindContext(variable.Name)?.Index,
        _ => "variable of the template",
    };

    /// <summary>The functions; behind a pipe only those that take a value, and the groups, whose dot asks for their members.</summary>
    private static IEnumerable<CompletionItem> Functions(TemplateCaret caret)
    {
        var groups = caret.Language == TemplateLanguage.Liquid
            ? []
            : TemplateBuiltins.Groups.Select(group => new CompletionItem(group.Key, CompletionKind.Group, new TextEdit(caret.Word, group.Key))
            {
                Detail = "functions",
                Documentation = group.Value,
                SortText = "2" + group.Key,
            });
        var functions = TemplateBuiltins.Of(caret.Language)
            .Where(builtin => caret.Place != CaretPlace.Filter || (builtin.TakesPipe && builtin.Name != "include"))
            .Select(builtin => Function(builtin, builtin.Name, caret.Word));
        return groups.Concat(functions);
    }

    private static CompletionItem Function(TemplateBuiltin builtin, string label, TextSpan word) =>
        new(label, CompletionKind.Function, new TextEdit(word, label))
        {
            Detail = builtin.Signature,
            Documentation = builtin.Documentation,
            SortText = "3" + label,
        };
}
