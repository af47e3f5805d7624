namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>Joins the pieces of words and puts spaces between words.</summary>
/// <param name="prefix">What pieces inside a word start with.</param>
/// <param name="cleansUp">True to remove spaces before punctuation and English contractions.</param>
internal sealed class WordPieceDecoder(string prefix, bool cleansUp) : ITokenDecoder
{
    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens) => [.. tokens.Select((token, index) => Tidy(index == 0 ? token : Join(token)))];

    /// <summary>Removes spaces as the reference does.</summary>
    public static string CleanUp(string text) => text
        .Replace(" .", ".", StringComparison.Ordinal)
        .Replace(" ?", "?", StringComparison.Ordinal)
        .Replace(" !", "!", StringComparison.Ordinal)
        .Replace(" ,", ",", StringComparison.Ordinal)
        .Replace(" ' ", "'", StringComparison.Ordinal)
        .Replace(" n't", "n't", StringComparison.Ordinal)
        .Replace(" 'm", "'m", StringComparison.Ordinal)
        .Replace(" do not", " don't", StringComparison.Ordinal)
        .Replace(" 's", "'s", StringComparison.Ordinal)
        .Replace(" 've", "'ve", StringComparison.Ordinal)
        .Replace(" 're", "'re", StringComparison.Ordinal);

    private string Join(string token) => prefix.Length > 0 && token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : $" {token}";

    private string Tidy(string text) => cleansUp ? CleanUp(text) : text;
}
