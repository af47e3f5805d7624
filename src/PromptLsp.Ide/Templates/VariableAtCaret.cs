using System.Collections.Immutable;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Templates;

/// <summary>A variable, or a member of one, at a place of a prompt.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Span">The name under the place: the variable's, or that of the member.</param>
/// <param name="Member">The member under the place; null for the variable itself.</param>
/// <param name="Chain">For a member: what stands before its dot.</param>
internal sealed record VariableAtCaret(string Name, VariableKind Kind, TextSpan Span, string? Member, ImmutableArray<ChainLink> Chain)
{
    /// <summary>The variable at a place of the body or of a query; null where there is none. Works in tags that cannot be parsed.</summary>
    public static VariableAtCaret? Find(PromptAnalysis analysis, int offset)
    {
        var prompt = analysis.Prompt;
        if (TemplateCaret.At(prompt.Source.Text, prompt.Syntax.Template, offset) is { } caret)
        {
            return InTag(analysis, caret, offset);
        }

        return analysis.Symbols.At(prompt.Path, offset) is { } reference && reference.Span.Touches(offset)
            && (prompt.Definition.FindContext(reference.Name) is not null || prompt.Definition.FindInput(reference.Name) is not null)
            ? new VariableAtCaret(reference.Name, reference.Kind, reference.Span, null, [])
            : null;
    }

    private static VariableAtCaret? InTag(PromptAnalysis analysis, TemplateCaret caret, int offset)
    {
        if (caret.Word.IsEmpty || caret.Place is CaretPlace.Text or CaretPlace.Nothing or CaretPlace.Filter)
        {
            return null;
        }

        var word = analysis.Prompt.Source.Slice(caret.Word);
        var name = caret.Place == CaretPlace.Member ? caret.Chain.FirstOrDefault()?.Name : word;
        if (name is null)
        {
            return null;
        }

        var member = caret.Place == CaretPlace.Member ? word : null;
        if (caret.Place == CaretPlace.NewName)
        {
            return new VariableAtCaret(name, VariableKind.Local, caret.Word, null, []);
        }

        return TemplateVariables.At(analysis, offset).FirstOrDefault(variable => variable.Name == name) is { } found
            ? new VariableAtCaret(name, found.Kind, caret.Word, member, caret.Chain)
            : null;
    }
}
