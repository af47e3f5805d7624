using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Core.Rules;

/// <summary>Tools that no provider would take.</summary>
internal sealed class ToolRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context) => context.Analysis.Tools.Problems
        .Where(problem => !problem.IsUnreadable)
        .Select(problem => new Diagnostic(DiagnosticCodes.InvalidTool, DiagnosticSeverity.Error, problem.Reference.Span, problem.Message));
}
