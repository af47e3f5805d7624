using PromptLsp.Core.Prompts;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Navigation;

/// <summary>From a variable to its declaration in the front matter, or to the loop, assignment or capture that gives it its value.</summary>
internal static class VariableDefinition
{
    /// <summary>The target; null where the place names no variable, or one that nothing declares.</summary>
    public static NavigationTarget? Find(PromptAnalysis analysis, int offset)
    {
        var prompt = analysis.Prompt;
        if (Declaration(prompt, name => name.Touches(offset)) is { } declared)
        {
            return declared;
        }

        if (VariableAtCaret.Find(analysis, offset) is not { } variable)
        {
            return null;
        }

        return variable.Kind == VariableKind.Local
            ? Local(analysis, variable.Name, variable.Span)
            : Declared(prompt, variable.Name, variable.Span);
    }

    private static NavigationTarget? Declaration(PromptDocument prompt, Func<TextSpan, bool> isHere)
    {
        var definition = prompt.Definition;
        return definition.Inputs.Where(input => isHere(input.NameSpan)).Select(input => new NavigationTarget(input.NameSpan, prompt.Path, input.Span, input.NameSpan))
            .Concat(definition.Contexts.Where(context => isHere(context.NameSpan)).Select(context => new NavigationTarget(context.NameSpan, prompt.Path, context.Span, context.NameSpan)))
            .FirstOrDefault();
    }

    private static NavigationTarget? Declared(PromptDocument prompt, string name, TextSpan origin)
    {
        if (prompt.Definition.FindInput(name) is { } input)
        {
            return new NavigationTarget(origin, prompt.Path, input.Span, input.NameSpan);
        }

        return prompt.Definition.FindContext(name) is { } context ? new NavigationTarget(origin, prompt.Path, context.Span, context.NameSpan) : null;
    }

    /// <summary>The last place before this one that gives the variable a value, else the first one behind it.</summary>
    private static NavigationTarget? Local(PromptAnalysis analysis, string name, TextSpan origin)
    {
        var writes = analysis.Symbols.References.Where(reference => reference.IsWrite && reference.Name == name && reference.FilePath == analysis.Prompt.Path).ToList();
        var write = writes.LastOrDefault(reference => reference.Span.Start <= origin.Start) ?? writes.FirstOrDefault();
        return write is null ? null : new NavigationTarget(origin, analysis.Prompt.Path, write.Span, write.Span);
    }
}
