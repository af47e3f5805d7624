namespace PromptLsp.Ide.Figures;

/// <summary>Text from a workspace made safe for Markdown: it can neither end its own code nor bring links, images or HTML.</summary>
internal static class MarkdownText
{
    private const int MaxCodeLength = 400;

    /// <summary>As code within a line, cut where it is long; line breaks become spaces.</summary>
    public static string Code(string text)
    {
        var line = Shorten(text, MaxCodeLength).ReplaceLineEndings(" ");
        var fence = new string('`', LongestRun(line, '`') + 1);
        var pad = line.Length == 0 || line[0] == '`' || line[^1] == '`' ? " " : "";
        return $"{fence}{pad}{line}{pad}{fence}";
    }

    /// <summary>As a block of code.</summary>
    public static string Block(string text, string language = "")
    {
        var fence = new string('`', Math.Max(3, LongestRun(text, '`') + 1));
        return $"{fence}{language}\n{text.TrimEnd()}\n{fence}";
    }

    /// <summary>As running text: every character that Markdown or HTML could take for its own is escaped.</summary>
    public static string Escape(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(character => char.IsAscii(character) && char.IsPunctuation(character) || character is '`' or '<' or '>' or '|' or '~' or '$' or '+' or '=' or '^'
            ? "\\" + character
            : character.ToString()));

    /// <summary>The text, cut behind <paramref name="length"/> UTF-16 code units, never inside a surrogate pair.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");
    }

    private static int LongestRun(string text, char character)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == character ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
