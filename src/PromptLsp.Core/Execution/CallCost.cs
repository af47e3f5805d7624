using PromptLsp.Core.Catalogue;

namespace PromptLsp.Core.Execution;

/// <summary>What a call costs.</summary>
public static class CallCost
{
    private const double Million = 1_000_000;

    /// <summary>US dollars by the catalogue's prices; null where a price or a count is not known. Cached input costs the cached price where there is one.</summary>
    public static double? Compute(ModelInfo model, long? inputTokens, long? cachedInputTokens, long? outputTokens)
    {
        if (model is not { InputPrice: { } inputPrice, OutputPrice: { } outputPrice } || inputTokens is not { } input || outputTokens is not { } output)
        {
            return null;
        }

        var cached = Math.Min(cachedInputTokens ?? 0, input);
        return (((input - cached) * inputPrice) + (cached * (model.CachedInputPrice ?? inputPrice)) + (output * outputPrice)) / Million;
    }
}
