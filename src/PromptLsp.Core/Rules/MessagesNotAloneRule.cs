using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Symbols;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Core.Rules;

/// <summary>Messages are spliced in where their variable has a line to itself; elsewhere rendering stops with an error.</summary>
internal sealed class MessagesNotAloneRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var prompt = context.Prompt;
        var inputs = prompt.Definition.Inputs.Where(input => input.Type == InputType.Messages).Select(input => input.Name).ToHashSet();
        if (inputs.Count == 0)
        {
            yield break;
        }

        foreach (var reference in context.Symbols.References.Where(reference => IsWhole(reference, prompt.Path, inputs)))
        {
            if (IsWritten(prompt, reference) && !MessageSplice.IsAlone(prompt.Source.Text, reference.Span))
            {
                yield return new Diagnostic(
                    DiagnosticCodes.MessagesNotAlone,
                    DiagnosticSeverity.Error,
                    reference.Span,
                    $"`{reference.Name}` holds messages: put `{{{{ {reference.Name} }}}}` alone on a line, or read its items in a loop.");
            }
        }
    }

    private static bool IsWhole(VariableReference reference, string path, HashSet<string> inputs) =>
        reference.FilePath == path && reference.Kind == VariableKind.Input && !reference.IsWrite && reference.Members.IsEmpty && inputs.Contains(reference.Name);

    /// <summary>True where the tag writes the variable itself: nothing else stands in it.</summary>
    private static bool IsWritten(PromptDocument prompt, VariableReference reference) =>
        prompt.Syntax.Template.TagAt(reference.Span.Start) is { } tag
        && prompt.Source.Slice(tag.Code).Trim() == reference.Name;
}
