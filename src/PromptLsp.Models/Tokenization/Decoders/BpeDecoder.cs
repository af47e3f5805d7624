namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>Makes a space of the mark at the end of words; none at the end of the text.</summary>
/// <param name="suffix">Not empty.</param>
internal sealed class BpeDecoder(string suffix) : ITokenDecoder
{
    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens) =>
        [.. tokens.Select((token, index) => token.Replace(suffix, index == tokens.Count - 1 ? "" : " ", StringComparison.Ordinal))];
}
