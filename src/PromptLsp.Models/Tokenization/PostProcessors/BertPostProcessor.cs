namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary><c>[CLS] A [SEP]</c>, and <c>B [SEP]</c> of segment 1 for a pair.</summary>
internal sealed class BertPostProcessor(EncodedToken first, EncodedToken separator) : IPostProcessor
{
    /// <inheritdoc/>
    public int AddedTokens(bool isPair) => isPair ? 3 : 2;

    /// <inheritdoc/>
    public IReadOnlyList<EncodingPart> Process(IReadOnlyList<EncodingPart> parts, bool addSpecialTokens)
    {
        if (!addSpecialTokens)
        {
            return parts;
        }

        var result = new List<EncodingPart> { EncodingPart.Of([first]), parts[0], EncodingPart.Of([separator]) };
        if (parts.Count > 1)
        {
            result.AddRange([parts[1], EncodingPart.Of([separator with { TypeId = 1 }])]);
        }

        return result;
    }
}
