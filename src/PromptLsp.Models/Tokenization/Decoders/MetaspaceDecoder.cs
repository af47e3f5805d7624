using System.Text;

namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>Makes spaces of marks; none of a mark in the first token where one was put in front.</summary>
internal sealed class MetaspaceDecoder(Rune mark, bool wasPrepended) : ITokenDecoder
{
    private readonly string _mark = mark.ToString();

    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens) =>
        [.. tokens.Select((token, index) => token.Replace(_mark, index == 0 && wasPrepended ? "" : " ", StringComparison.Ordinal))];
}
