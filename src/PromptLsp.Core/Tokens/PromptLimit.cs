using PromptLsp.Core.Catalogue;

namespace PromptLsp.Core.Tokens;

/// <summary>How many tokens a prompt may have, and why. All figures in tokens; null where unknown.</summary>
/// <param name="ContextWindow">The model's window: prompt and answer together.</param>
/// <param name="MaxOutputTokens">What is kept free for the answer.</param>
/// <param name="Budget">Greatest size of the prompt; null where nothing limits it.</param>
/// <param name="Origin">Where the budget comes from, for messages; empty where there is none.</param>
public sealed record PromptLimit(int? ContextWindow, int? MaxOutputTokens, int? Budget, string Origin)
{
    /// <summary>No limit is known.</summary>
    public static PromptLimit None { get; } = new(null, null, null, "");

    /// <summary>
    /// The smaller one of the prompt's own budget and of what the window leaves beside the answer. The answer's size is the prompt's
    /// <c>max_output_tokens</c>, else the model's greatest; where the model's greatest answer is as large as its window, nothing is kept free.
    /// </summary>
    /// <param name="model">The model; null where it is not known.</param>
    /// <param name="maxOutputTokens">What the prompt asks for.</param>
    /// <param name="inputTokens">The prompt's <c>budget.input_tokens</c>.</param>
    public static PromptLimit For(ModelInfo? model, int? maxOutputTokens, int? inputTokens)
    {
        var window = model?.ContextWindow;
        var answer = maxOutputTokens ?? model?.MaxOutputTokens;
        var reserved = maxOutputTokens ?? (answer < window ? answer : 0) ?? 0;
        int? left = window is null ? null : Math.Max(0, window.Value - reserved);
        if (inputTokens is { } own && own <= (left ?? int.MaxValue))
        {
            return new PromptLimit(window, answer, own, "budget.input_tokens");
        }

        return left is null
            ? new PromptLimit(window, answer, null, "")
            : new PromptLimit(window, answer, left, $"the window of {model!.Id}, {window} tokens, less {reserved} for the answer");
    }

    /// <summary>How many of <paramref name="total"/> tokens are too many; null where nothing limits them.</summary>
    public int? OverBy(int total) => Budget is { } budget ? Math.Max(0, total - budget) : null;
}
