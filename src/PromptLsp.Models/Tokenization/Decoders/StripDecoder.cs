using System.Text;

namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>Removes a character at the ends of tokens.</summary>
/// <param name="content">The character.</param>
/// <param name="start">The most that are removed in front.</param>
/// <param name="stop">The most that are removed behind.</param>
internal sealed class StripDecoder(Rune content, int start, int stop) : ITokenDecoder
{
    private readonly string _content = content.ToString();

    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens) => [.. tokens.Select(Strip)];

    private string Strip(string token)
    {
        var text = token.AsSpan();
        for (var count = 0; count < start && text.StartsWith(_content, StringComparison.Ordinal); count++)
        {
            text = text[_content.Length..];
        }

        for (var count = 0; count < stop && text.EndsWith(_content, StringComparison.Ordinal); count++)
        {
            text = text[..^_content.Length];
        }

        return text.ToString();
    }
}
