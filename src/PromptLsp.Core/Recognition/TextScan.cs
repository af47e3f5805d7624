using System.Buffers;

namespace PromptLsp.Core.Recognition;

/// <summary>What the detectors share: runs of characters and the borders of words.</summary>
internal static class TextScan
{
    public static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The end of the run of allowed characters from <paramref name="start"/>, at most <paramref name="limit"/> long.</summary>
    public static int EndOfRun(ReadOnlySpan<char> text, int start, SearchValues<char> allowed, int limit)
    {
        var window = text.Slice(start, Math.Min(limit, text.Length - start));
        var length = window.IndexOfAnyExcept(allowed);
        return start + (length < 0 ? window.Length : length);
    }

    /// <summary>The start of the run of allowed characters that ends before <paramref name="end"/>, at most <paramref name="limit"/> long.</summary>
    public static int StartOfRun(ReadOnlySpan<char> text, int end, SearchValues<char> allowed, int limit)
    {
        var first = Math.Max(0, end - limit);
        var last = text[first..end].LastIndexOfAnyExcept(allowed);
        return first + last + 1;
    }

    /// <summary>True where no letter, digit or underscore stands before <paramref name="index"/>.</summary>
    public static bool IsWordStart(ReadOnlySpan<char> text, int index) => index == 0 || !IsWord(text[index - 1]);

    /// <summary>True where no letter, digit or underscore stands at <paramref name="index"/>.</summary>
    public static bool IsWordEnd(ReadOnlySpan<char> text, int index) => index >= text.Length || !IsWord(text[index]);

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
