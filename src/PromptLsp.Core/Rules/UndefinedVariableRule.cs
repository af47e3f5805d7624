using PromptLsp.Core.Symbols;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rules;

/// <summary>Every variable must be declared: one that is not would render as nothing, and nobody would see it.</summary>
internal sealed class UndefinedVariableRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        foreach (var reference in context.Symbols.References.Where(reference => reference.Kind == VariableKind.Undefined && !reference.IsWrite))
        {
            yield return reference.IncludedAt is { } included ? InPartial(reference, included) : InPrompt(context, reference);
        }
    }

    private static Diagnostic InPartial(VariableReference reference, TextSpan included) => new(
        DiagnosticCodes.UndefinedVariable,
        DiagnosticSeverity.Error,
        included,
        $"The partial uses `{reference.Name}` ({System.IO.Path.GetFileName(reference.FilePath)}), which this prompt does not declare. Declare it under `inputs:`.");

    private static Diagnostic InPrompt(RuleContext context, VariableReference reference)
    {
        var declare = new DiagnosticFix(
            $"Declare the input `{reference.Name}`", [InputDeclarationEdits.Declare(context.Prompt.Syntax, reference.Name)]);
        if (reference.IsReadBeforeSet)
        {
            return new Diagnostic(
                DiagnosticCodes.UndefinedVariable,
                DiagnosticSeverity.Error,
                reference.Span,
                $"The variable `{reference.Name}` is read before it is set. Set it above this place, or declare it under `inputs:`.")
            {
                Fixes = [declare],
            };
        }

        var candidates = context.Prompt.Definition.Inputs.Select(input => input.Name)
            .Concat(context.Prompt.Definition.Contexts.Select(declaration => declaration.Name))
            .Concat(context.Symbols.Locals);
        var suggestion = EditDistance.Closest(reference.Name, candidates);
        var hint = suggestion is null ? " Declare it under `inputs:`." : $" Did you mean `{suggestion.Word}`?";
        var rename = suggestion is null ? null : new DiagnosticFix($"Change to `{suggestion.Word}`", [new TextEdit(reference.Span, suggestion.Word)]);
        return new Diagnostic(
            DiagnosticCodes.UndefinedVariable, DiagnosticSeverity.Error, reference.Span, $"The variable `{reference.Name}` is not defined.{hint}")
        {
            Fixes = rename is null ? [declare] : [rename, declare],
        };
    }
}
