using System.Globalization;
using System.Text.Json;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Tokens;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rules;

/// <summary>What does not fit the window or the budget, with the very text that would be cut.</summary>
internal sealed class TokenRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context) => OverBudget(context).Concat(OverInputLimit(context));

    private static IEnumerable<Diagnostic> OverBudget(RuleContext context)
    {
        if (context.Analysis.Truncation is not { } plan || plan.Reason.Length == 0)
        {
            yield break;
        }

        var isError = !plan.Fits;
        yield return new Diagnostic(
            DiagnosticCodes.OverBudget, isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, PlaceOfBudget(context.Prompt), plan.Reason);

        foreach (var span in plan.Cuts.Concat(plan.Beyond).Select(cut => PlaceOf(context, cut)).OfType<TextSpan>().Distinct())
        {
            yield return new Diagnostic(
                DiagnosticCodes.WouldBeCut,
                isError ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
                span,
                isError
                    ? $"This text lies beyond the limit of {Number(plan.Limit.Budget)} tokens. Shorten the prompt, or set `budget.truncate`."
                    : $"This text would be cut to keep within {Number(plan.Limit.Budget)} tokens (`truncate: {BudgetDeclaration.PolicyWords[(int)plan.Policy]}`).")
            {
                IsUnnecessary = true,
            };
        }
    }

    /// <summary>The place in the prompt's own file; what stands in a partial has none.</summary>
    private static TextSpan? PlaceOf(RuleContext context, TruncationCut cut) => cut.FilePath == context.Prompt.Path ? cut.TemplateSpan : null;

    /// <summary>Where findings about the whole size stand: the budget, else the model, else the first line.</summary>
    internal static TextSpan PlaceOfBudget(PromptDocument prompt) =>
        !prompt.Definition.Budget.Span.IsEmpty ? prompt.Definition.Budget.Span
        : !prompt.Definition.Model.IdSpan.IsEmpty ? prompt.Definition.Model.IdSpan
        : FirstLine(prompt.Syntax);

    private static TextSpan FirstLine(PromptSyntaxTree tree) =>
        tree.Messages[0].RoleLine ?? tree.Source.Lines.SpanOf(tree.Source.Lines.LineOf(Math.Min(tree.Body.Start, tree.Source.Length)));

    private static IEnumerable<Diagnostic> OverInputLimit(RuleContext context)
    {
        if (context.Analysis.TokenCounter is not { } counter)
        {
            yield break;
        }

        foreach (var input in context.Prompt.Definition.Inputs.Where(input => input.MaxTokens is not null))
        {
            foreach (var value in new[] { input.Sample, input.Default }.OfType<JsonElement>())
            {
                if (InputTokenLimit.Check(input.Name, value, input.MaxTokens!.Value, counter) is { } excess)
                {
                    yield return new Diagnostic(DiagnosticCodes.InputOverLimit, DiagnosticSeverity.Warning, input.NameSpan, excess.Message);
                }
            }
        }
    }

    private static string Number(int? tokens) => (tokens ?? 0).ToString("N0", CultureInfo.InvariantCulture);
}
