namespace PromptLsp.Syntax.Yaml;

/// <summary>A YAML text from which lines that could not be read are left out, replaced by spaces so that offsets stay.</summary>
internal sealed class YamlRecovery(string text)
{
    private readonly HashSet<int> _reported = [];
    private char[]? _characters;

    /// <summary>The text with what was left out as spaces.</summary>
    public string Text { get; private set; } = text;

    /// <summary>
    /// True for the first error in a top-level entry. Further ones in the same entry are mostly consequences of lines left out.
    /// </summary>
    public bool IsNews(int offset) => _reported.Add(EntryStart(Math.Clamp(offset, 0, Text.Length)));

    /// <summary>
    /// Leaves out the line that holds <paramref name="offset"/>; where it is blank already, what is left of the top-level entry around it.
    /// </summary>
    /// <returns>False where nothing is left to leave out.</returns>
    public bool LeaveOut(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var (start, end) = LineAt(offset);
        return Blank(start, end) || Blank(EntryStart(offset), EntryEnd(offset));
    }

    private bool Blank(int start, int end)
    {
        if (Text.AsSpan(start, end - start).IsWhiteSpace())
        {
            return false;
        }

        _characters ??= Text.ToCharArray();
        for (var i = start; i < end; i++)
        {
            if (!IsBreak(_characters[i]))
            {
                _characters[i] = ' ';
            }
        }

        Text = new string(_characters);
        return true;
    }

    private (int Start, int End) LineAt(int offset)
    {
        var start = offset;
        while (start > 0 && !IsBreak(Text[start - 1]))
        {
            start--;
        }

        var end = offset;
        while (end < Text.Length && !IsBreak(Text[end]))
        {
            end++;
        }

        return (start, end);
    }

    /// <summary>The start of the nearest line at or above <paramref name="offset"/> that begins at column 0 with text.</summary>
    private int EntryStart(int offset)
    {
        var (start, _) = LineAt(offset);
        while (start > 0 && !BeginsEntry(start))
        {
            (start, _) = LineAt(start - 1);
        }

        return start;
    }

    private int EntryEnd(int offset)
    {
        var (_, end) = LineAt(offset);
        while (end < Text.Length && !BeginsEntry(end + 1))
        {
            (_, end) = LineAt(end + 1);
        }

        return end;
    }

    private bool BeginsEntry(int lineStart) =>
        lineStart < Text.Length && !char.IsWhiteSpace(Text[lineStart]) && Text[lineStart] is not ('#' or '-' or ']' or '}');

    private static bool IsBreak(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';
}
