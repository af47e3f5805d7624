namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>One decoder after the other.</summary>
internal sealed class SequenceDecoder(IReadOnlyList<ITokenDecoder> parts) : ITokenDecoder
{
    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens) => parts.Aggregate(tokens, (texts, part) => part.Decode(texts));
}
