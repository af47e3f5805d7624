using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Core.Rules;

/// <summary>An input that nothing reads costs whoever calls the prompt, and hides a misspelt variable.</summary>
internal sealed class UnusedInputRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        if (context.Symbols.HasUnknownParts)
        {
            yield break;
        }

        foreach (var input in context.Prompt.Definition.Inputs.Where(input => !context.Symbols.Uses(input.Name)))
        {
            yield return new Diagnostic(
                DiagnosticCodes.UnusedInput,
                DiagnosticSeverity.Warning,
                input.NameSpan,
                $"The input `{input.Name}` is never used. Remove it, or use `{{{{ {input.Name} }}}}`.")
            {
                IsUnnecessary = true,
                Fixes = [new DiagnosticFix($"Remove the input `{input.Name}`", [InputDeclarationEdits.Remove(context.Prompt.Syntax, input)])],
            };
        }
    }
}
