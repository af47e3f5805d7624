namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary>One post-processor after the other.</summary>
internal sealed class SequencePostProcessor(IReadOnlyList<IPostProcessor> processors) : IPostProcessor
{
    /// <inheritdoc/>
    public int AddedTokens(bool isPair) => processors.Sum(processor => processor.AddedTokens(isPair));

    /// <inheritdoc/>
    public IReadOnlyList<EncodingPart> Process(IReadOnlyList<EncodingPart> parts, bool addSpecialTokens) =>
        processors.Aggregate(parts, (current, processor) => processor.Process(current, addSpecialTokens));
}
