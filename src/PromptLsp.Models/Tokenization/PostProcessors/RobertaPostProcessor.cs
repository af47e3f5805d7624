namespace PromptLsp.Models.Tokenization.PostProcessors;

/// <summary><c>&lt;s&gt; A &lt;/s&gt;</c>, and <c>&lt;/s&gt; B &lt;/s&gt;</c> for a pair; one segment.</summary>
internal sealed class RobertaPostProcessor(EncodedToken first, EncodedToken separator, bool trimsOffsets, bool addPrefixSpace) : IPostProcessor
{
    /// <inheritdoc/>
    public int AddedTokens(bool isPair) => isPair ? 4 : 2;

    /// <inheritdoc/>
    public IReadOnlyList<EncodingPart> Process(IReadOnlyList<EncodingPart> parts, bool addSpecialTokens)
    {
        var result = new List<EncodingPart>();
        for (var index = 0; index < parts.Count; index++)
        {
            var part = trimsOffsets ? ByteLevelPostProcessor.Trim(parts[index], addPrefixSpace) : parts[index];
            part = part.Select(token => token with { TypeId = 0 });
            result.AddRange(addSpecialTokens ? [EncodingPart.Of([index == 0 ? first : separator]), part, EncodingPart.Of([separator])] : [part]);
        }

        return result;
    }
}
