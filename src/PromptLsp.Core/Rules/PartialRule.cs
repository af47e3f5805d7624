using PromptLsp.Core.Files;
using PromptLsp.Core.Symbols;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Core.Rules;

/// <summary>Partials must exist, lie inside the workspace and not include themselves.</summary>
internal sealed class PartialRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context) =>
        context.Symbols.Partials.Select(Check).OfType<Diagnostic>();

    private static Diagnostic? Check(PartialReference partial)
    {
        var span = partial.IncludedAt ?? partial.Span;
        if (partial.Reference is null)
        {
            return new Diagnostic(
                DiagnosticCodes.PartialNotStatic, DiagnosticSeverity.Information, span, "The partial's path is computed: what it uses is not checked.");
        }

        if (partial.IsCycle)
        {
            return new Diagnostic(
                DiagnosticCodes.PartialCycle, DiagnosticSeverity.Error, span, $"The partial `{partial.Reference}` includes itself, directly or through another one.");
        }

        return partial.Status switch
        {
            FileReadStatus.Ok => null,
            FileReadStatus.OutsideWorkspace => new Diagnostic(DiagnosticCodes.PartialOutsideWorkspace, DiagnosticSeverity.Error, span, partial.Reason),
            _ => new Diagnostic(DiagnosticCodes.PartialNotFound, DiagnosticSeverity.Error, span, partial.Reason),
        };
    }
}
