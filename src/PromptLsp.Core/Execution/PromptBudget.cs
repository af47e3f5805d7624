using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Core.Execution;

/// <summary>Brings a rendered prompt under its limit before it is sent.</summary>
internal static class PromptBudget
{
    /// <summary>The prompt that is sent, its tokens, and why it cannot be sent.</summary>
    /// <param name="Prompt">The prompt, cut where its policy cuts.</param>
    /// <param name="Tokens">Its tokens with overhead; null where the tokenizer is not known.</param>
    /// <param name="Error">Why it cannot be sent; null where it can.</param>
    internal sealed record Fitted(RenderedPrompt Prompt, int? Tokens, string? Error);

    /// <summary>Counts and cuts.</summary>
    public static Fitted Fit(WorkspaceSnapshot snapshot, PromptDocument prompt, RenderedPrompt rendered, string modelId, CancellationToken cancellationToken)
    {
        var model = snapshot.Catalogue.Find(modelId);
        if (model?.Tokenizer is not { } tokenizer || snapshot.TokenCounters.Find(tokenizer) is not { } counter)
        {
            return new Fitted(rendered, null, null);
        }

        var plan = Plan(prompt.Definition, rendered, model, counter, cancellationToken);
        var sent = TruncationPlanner.Apply(rendered, plan);
        return new Fitted(sent, plan.TotalAfter, plan.Fits ? null : $"{prompt.Path}: {plan.Reason}");
    }

    /// <summary>What is cut of a rendered prompt.</summary>
    public static TruncationPlan Plan(
        PromptDefinition definition, RenderedPrompt rendered, ModelInfo? model, ITokenCounter counter, CancellationToken cancellationToken) => TruncationPlanner.Plan(
            rendered,
            counter,
            model,
            PromptLimit.For(model, definition.Model.MaxOutputTokens, definition.Budget.InputTokens),
            definition.Budget.Truncate,
            [.. definition.Contexts.Select(context => context.Name)],
            cancellationToken);
}
