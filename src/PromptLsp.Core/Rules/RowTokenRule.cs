using System.Globalization;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rows;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Core.Rules;

/// <summary>Rows of suites that do not fit the window or the budget: how many and which.</summary>
internal sealed class RowTokenRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        if (context.Analysis.RowTokens is not { IsCurrent: true, Report: { OverLimit: > 0 } report })
        {
            yield break;
        }

        var policy = context.Prompt.Definition.Budget.Truncate;
        var outcome = policy == TruncationPolicy.Error
            ? "They are not sent: shorten the prompt or the rows, or choose a policy with `budget.truncate`."
            : $"They are cut by `truncate: {BudgetDeclaration.PolicyWords[(int)policy]}`.";
        yield return new Diagnostic(
            DiagnosticCodes.RowsOverBudget,
            DiagnosticSeverity.Warning,
            TokenRule.PlaceOfBudget(context.Prompt),
            $"{Number(report.OverLimit)} of {Number(report.Rows)} rows are over the limit of {Number(report.Limit.Budget!.Value)} tokens ({report.Limit.Origin}): {Names(report)}. {outcome}");
    }

    private static string Names(RowTokenReport report)
    {
        var names = string.Join(", ", report.Over.Select(row => $"{row.Name} ({Number(row.Tokens)})"));
        var more = report.OverLimit - report.Over.Length;
        return more > 0 ? $"{names} and {Number(more)} more" : names;
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
