namespace PromptLsp.Evaluation.Texts;

/// <summary>Cuts long texts for messages.</summary>
internal static class Excerpt
{
    /// <summary>The text, cut behind <paramref name="length"/> code units (never within a surrogate pair) with how much is left out.</summary>
    public static string Of(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return $"{text[..cut]}… ({text.Length - cut} more characters)";
    }
}
