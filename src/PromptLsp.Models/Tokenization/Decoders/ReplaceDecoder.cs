using System.Text;
using PromptLsp.Models.Tokenization.Patterns;

namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>Replaces each match in a token.</summary>
internal sealed class ReplaceDecoder(ITextPattern pattern, string content) : ITokenDecoder
{
    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens) => [.. tokens.Select(Replace)];

    private string Replace(string token)
    {
        var text = new StringBuilder();
        var from = 0;
        pattern.ForEachMatch(token, (start, end) =>
        {
            text.Append(token, from, start - from).Append(content);
            from = end;
        });
        return from == 0 ? token : text.Append(token, from, token.Length - from).ToString();
    }
}
