namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary>Finishes encoded texts: puts tokens around them and sets segments. Immutable; safe for concurrent callers.</summary>
internal interface IPostProcessor
{
    /// <summary>How many tokens it puts around a text or a pair.</summary>
    int AddedTokens(bool isPair);

    /// <summary>The parts, which are then joined.</summary>
    IReadOnlyList<EncodingPart> Process(IReadOnlyList<EncodingPart> parts, bool addSpecialTokens);
}
