namespace PromptLsp.Models.Encoders;

/// <summary>Unicode code points of UTF-16 text.</summary>
internal static class CodePoints
{
    /// <summary>Their number; half a surrogate pair counts as one.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var index = 1; index < text.Length; index++)
        {
            count -= char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]) ? 1 : 0;
        }

        return count;
    }
}
