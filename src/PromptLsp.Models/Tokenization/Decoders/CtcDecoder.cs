namespace PromptLsp.Models.Tokenization.Decoders;

/// <summary>Joins repeated tokens, removes the padding and makes spaces of delimiters.</summary>
internal sealed class CtcDecoder(string padding, string delimiter, bool cleansUp) : ITokenDecoder
{
    /// <inheritdoc/>
    public List<string> Decode(List<string> tokens)
    {
        var texts = new List<string>();
        for (var index = 0; index < tokens.Count; index++)
        {
            if (index > 0 && tokens[index] == tokens[index - 1])
            {
                continue;
            }

            var text = padding.Length == 0 ? tokens[index] : tokens[index].Replace(padding, "", StringComparison.Ordinal);
            text = cleansUp && delimiter.Length > 0 ? WordPieceDecoder.CleanUp(text).Replace(delimiter, " ", StringComparison.Ordinal) : text;
            if (text.Length > 0)
            {
                texts.Add(text);
            }
        }

        return texts;
    }
}
