namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>Joins everything.</summary>
internal sealed class FuseDecoder : ITokenDecoder
{
    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens) => [string.Concat(tokens)];
}
