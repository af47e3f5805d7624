namespace PromptLsp.Models.TokenClassification;

/// <summary>Which tokens go on with a word.</summary>
internal static class TokenWords
{
    /// <summary>Number of code points; half a surrogate pair counts as one.</summary>
    public static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var index = 1; index < text.Length; index++)
        {
            count -= char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]) ? 1 : 0;
        }

        return count;
    }
}
