using System.Collections.Immutable;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Templates;

namespace PromptLsp.Ide.Templates;

/// <summary>A variable that can be seen at a place of a template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Root">The input or context that its value comes from; null where it is computed.</param>
/// <param name="IsElement">True where it is one element of the root.</param>
/// <param name="LoopsOver">For a loop's variable: what it goes through, as written.</param>
internal sealed record TemplateVariable(string Name, VariableKind Kind, string? Root, bool IsElement, string? LoopsOver = null);

/// <summary>Finds the variables at a place of a template, by its text: works where the tag around the place cannot be parsed.</summary>
internal static class TemplateVariables
{
    /// <summary>The variables at <paramref name="offset"/> in the prompt's body: inner ones first, no name twice.</summary>
    public static ImmutableArray<TemplateVariable> At(PromptAnalysis analysis, int offset)
    {
        var loops = Loops(analysis, offset).Reverse();
        var locals = analysis.Symbols.Locals.Select(name => Local(analysis, name, offset));
        return [.. loops.Concat(locals).Concat(Declared(analysis.Prompt.Definition)).DistinctBy(variable => variable.Name)];
    }

    /// <summary>What the front matter declares.</summary>
    public static IEnumerable<TemplateVariable> Declared(PromptDefinition definition) =>
        definition.Inputs.Select(input => new TemplateVariable(input.Name, VariableKind.Input, input.Name, IsElement: false))
            .Concat(definition.Contexts.Select(context => new TemplateVariable(context.Name, VariableKind.Context, context.Name, IsElement: false)));

    private static TemplateVariable Local(PromptAnalysis analysis, string name, int offset)
    {
        var reference = analysis.Symbols.References
            .LastOrDefault(reference => reference.Name == name && reference.FilePath == analysis.Prompt.Path && reference.Root is not null && reference.Span.Start <= offset);
        return new TemplateVariable(name, VariableKind.Local, reference?.Root, reference?.IsElement ?? false);
    }

    /// <summary>The variables of the loops around the place, outer ones first.</summary>
    private static IEnumerable<TemplateVariable> Loops(PromptAnalysis analysis, int offset)
    {
        var tree = analysis.Prompt.Syntax;
        var text = tree.Source.Text;
        var found = new List<TemplateVariable>();
        foreach (var block in tree.Template.Blocks.Where(block => block.Keyword is "for" or "tablerow" && IsInside(block, offset, text.Length)))
        {
            if (tree.Template.TagAt(block.Opening.Start) is { } tag && offset > tag.Code.End && Read(analysis, text, tag, block, found) is { } variable)
            {
                found.Add(variable);
            }
        }

        return found;
    }

    /// <summary>True inside a block; one without end takes in the end of the text too.</summary>
    private static bool IsInside(TemplateBlock block, int offset, int length) =>
        block.Span.Contains(offset) || (offset == length && block.Span.End == length);

    /// <summary>The variable of <c>for NAME in EXPRESSION</c>; null where it is not written yet.</summary>
    private static TemplateVariable? Read(
        PromptAnalysis analysis, string text, TemplateTag tag, TemplateBlock block, IReadOnlyList<TemplateVariable> outer)
    {
        var tokens = ScriptTokens.Read(text, tag.Code, analysis.Prompt.Syntax.Template.Language)
            .Where(token => token.Span.Start >= block.Opening.End)
            .TakeWhile(token => token.Kind != ScriptTokenKind.Break)
            .ToList();
        if (tokens.Count < 3 || tokens[0].Kind != ScriptTokenKind.Name || text[tokens[1].Span.Start..tokens[1].Span.End] != "in")
        {
            return null;
        }

        var name = text[tokens[0].Span.Start..tokens[0].Span.End];
        var over = text[tokens[2].Span.Start..tokens[^1].Span.End];
        var list = tokens[2].Kind == ScriptTokenKind.Name && (tokens.Count == 3 || text[tokens[3].Span.Start] is not ('.' or '[')) ? text[tokens[2].Span.Start..tokens[2].Span.End] : null;
        var source = outer.LastOrDefault(variable => variable.Name == list) ?? Declared(analysis.Prompt.Definition).FirstOrDefault(variable => variable.Name == list);
        return new TemplateVariable(name, VariableKind.Local, source is { IsElement: false } ? source.Root : null, IsElement: true, over);
    }
}
