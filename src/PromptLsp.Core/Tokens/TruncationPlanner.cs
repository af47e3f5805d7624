using System.Collections.Immutable;
using System.Globalization;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rendering;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Tokens;

/// <summary>Decides what is cut from a prompt that is too long, and cuts it. Pure; safe for concurrent callers.</summary>
public static class TruncationPlanner
{
    /// <summary>The plan for <paramref name="prompt"/>.</summary>
    /// <param name="prompt">The whole prompt.</param>
    /// <param name="counter">The model's tokenizer.</param>
    /// <param name="model">The model, for its overhead; null: none.</param>
    /// <param name="limit">The limit; see <see cref="PromptLimit.For"/>.</param>
    /// <param name="policy">
    /// <see cref="TruncationPolicy.OldestHistory"/> leaves out spliced messages, the first ones first, and tool results whose call went with them;
    /// <see cref="TruncationPolicy.LowestContext"/> leaves out passages of contexts, the last ones first; <see cref="TruncationPolicy.Tail"/> cuts
    /// the end of the last message, then of those before it; <see cref="TruncationPolicy.Error"/> cuts nothing.
    /// </param>
    /// <param name="contexts">The names of the prompt's contexts.</param>
    /// <param name="cancellationToken">Checked before each cut.</param>
    public static TruncationPlan Plan(
        RenderedPrompt prompt,
        ITokenCounter counter,
        ModelInfo? model,
        PromptLimit limit,
        TruncationPolicy policy,
        IReadOnlyCollection<string> contexts,
        CancellationToken cancellationToken = default)
    {
        var whole = new TruncationState(prompt, counter, model);
        if (limit.OverBy(whole.Total) is null or 0)
        {
            return new TruncationPlan(policy, limit, whole.Total, whole.Total, [], [], [], "");
        }

        var budget = limit.Budget!.Value;
        var cut = whole.Copy();
        switch (policy)
        {
            case TruncationPolicy.OldestHistory:
                CutOldestHistory(cut, budget, cancellationToken);
                break;
            case TruncationPolicy.LowestContext:
                CutLowestContext(cut, budget, contexts, cancellationToken);
                break;
            case TruncationPolicy.Tail:
                CutTail(cut, budget, cancellationToken);
                break;
            case TruncationPolicy.Error:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(policy), policy, "No such policy.");
        }

        var within = cut.Copy();
        CutTail(within, budget, cancellationToken);
        var cuts = cut.CutsSince(whole);
        return new TruncationPlan(
            policy, limit, whole.Total, cut.Total, cuts, cut.Dropped, within.CutsSince(cut), Explain(policy, limit, whole, cut, cuts));
    }

    /// <summary>The prompt that is sent: <paramref name="prompt"/> without what the plan cuts.</summary>
    /// <param name="prompt">The prompt that the plan was made for.</param>
    /// <param name="plan">The plan.</param>
    public static RenderedPrompt Apply(RenderedPrompt prompt, TruncationPlan plan)
    {
        if (!plan.ChangesPrompt)
        {
            return prompt;
        }

        var cuts = plan.Cuts.ToLookup(cut => (cut.MessageIndex, cut.SegmentIndex), cut => cut.Range);
        var messages = prompt.Messages
            .Select((message, m) => (message, m))
            .Where(item => !plan.DroppedMessages.Contains(item.m))
            .Select(item => new RenderedMessage(
                item.message.Role,
                [.. item.message.Segments.SelectMany((segment, s) => SegmentSlices.Without(segment, cuts[(item.m, s)]))],
                item.message.Source)
            {
                SplicedFrom = item.message.SplicedFrom,
            });
        return new RenderedPrompt([.. messages]);
    }

    private static void CutOldestHistory(TruncationState state, int budget, CancellationToken cancellationToken)
    {
        var messages = state.Prompt.Messages;
        var cutsBefore = false;
        for (var i = 0; i < messages.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (messages[i].SplicedFrom is null)
            {
                cutsBefore = false;
                continue;
            }

            // A tool's result without the message that asked for it is refused by providers.
            var isOrphan = cutsBefore && messages[i].Role == PromptRole.Tool;
            cutsBefore = state.Total > budget || isOrphan;
            if (cutsBefore)
            {
                state.Drop(i);
            }
        }
    }

    private static void CutLowestContext(
        TruncationState state, int budget, IReadOnlyCollection<string> contexts, CancellationToken cancellationToken)
    {
        var left = ContextPassages.Find(state.Prompt, contexts)
            .GroupBy(passage => passage.Context)
            .Select(group => new Stack<ContextPassage>(group))
            .ToList();
        while (state.Total > budget && left.MaxBy(passages => passages.Count) is { Count: > 0 } longest)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var passage = longest.Pop();
            state.Remove(passage.Message, passage.Segments);
        }
    }

    private static void CutTail(TruncationState state, int budget, CancellationToken cancellationToken)
    {
        for (var i = state.Prompt.Messages.Length - 1; i >= 0 && state.Total > budget; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (state.IsDropped(i))
            {
                continue;
            }

            var available = budget - (state.Total - state.TokensOf(i));
            state.KeepBeginning(i, Math.Max(0, available));
            if (state.TokensOf(i) == 0 && state.MessageCount > 1)
            {
                state.Drop(i);
            }
        }
    }

    private static string Explain(
        TruncationPolicy policy, PromptLimit limit, TruncationState whole, TruncationState cut, ImmutableArray<TruncationCut> cuts)
    {
        var budget = limit.Budget!.Value;
        var over = string.Create(
            CultureInfo.InvariantCulture,
            $"The prompt has {whole.Total} tokens, {whole.Total - budget} more than the {budget} allowed ({limit.Origin}).");
        var done = policy switch
        {
            TruncationPolicy.Error => " Nothing is cut: shorten it, or choose a policy with budget.truncate.",
            _ when cuts.IsEmpty && cut.Dropped.IsEmpty => policy == TruncationPolicy.OldestHistory
                ? " There is no history to leave out."
                : " There is no context to leave out.",
            TruncationPolicy.OldestHistory => $" {Numbered(cut.Dropped.Length, "message")} of the history {(cut.Dropped.Length == 1 ? "is" : "are")} left out, the oldest first.",
            TruncationPolicy.LowestContext => " Passages of the context are left out, the lowest in rank first.",
            _ => " The end of the prompt is cut.",
        };
        var rest = policy == TruncationPolicy.Error || cut.Total <= budget
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" What is left still has {cut.Total} tokens: shorten it.");
        return over + done + rest;
    }

    private static string Numbered(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
