namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>A step from texts of tokens back to a text. Immutable; safe for concurrent callers.</summary>
internal interface ITokenDecoder
{
    /// <summary>Texts that, joined, are the decoded text so far.</summary>
    List<string> Decode(List<string> tokens);
}
