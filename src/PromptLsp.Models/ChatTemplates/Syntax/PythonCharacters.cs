namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>Characters as Python's <c>str</c> sees them.</summary>
internal static class PythonCharacters
{
    /// <summary>As <c>str.isspace</c>: what .NET calls white space, and the four separators U+001C to U+001F.</summary>
    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';

    /// <summary>True for what a name may begin with.</summary>
    public static bool IsNameStart(char character) => character == '_' || char.IsLetter(character);

    /// <summary>True for what a name may go on with.</summary>
    public static bool IsNamePart(char character) => character == '_' || char.IsLetterOrDigit(character);

    /// <summary>Where <c>str.splitlines</c> divides, beside CR LF.</summary>
    public static bool IsLineEnd(char character) =>
        character is '\n' or '\r' or '\v' or '\f' or (>= '\x1c' and <= '\x1e') or '\x85' or '\u2028' or '\u2029';

    /// <summary>The text without the white space at its end.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }
}
