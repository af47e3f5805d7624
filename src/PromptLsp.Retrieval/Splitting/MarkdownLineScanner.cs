namespace PromptLsp.Retrieval.Splitting;

/// <summary>Takes the lines of a Markdown text in order and says which are headings.</summary>
internal sealed class MarkdownLineScanner
{
    private int _lineNumber;
    private bool _isFrontMatter;
    private (char Mark, int Length)? _fence;

    // The line that an underline would make a heading, where the line before is one of a paragraph.
    private (int Start, string Title)? _paragraph;

    /// <summary>The heading that this line is or closes; null where there is none.</summary>
    /// <param name="line">The line without its line feed.</param>
    /// <param name="start">Where it begins in the text.</param>
    internal (int Start, int Level, string Title)? Next(ReadOnlySpan<char> line, int start)
    {
        var content = line.TrimEnd();
        var isFirst = _lineNumber++ == 0;
        if (_isFrontMatter || (isFirst && content is "---"))
        {
            _isFrontMatter = isFirst || content is not "---";
            return null;
        }

        var indentation = content.Length - content.TrimStart().Length;
        var text = content[indentation..];
        if (_fence is { } fence)
        {
            _fence = indentation < 4 && IsFenceEnd(text, fence) ? null : fence;
            return null;
        }

        var paragraph = _paragraph;
        _paragraph = null;
        if (indentation >= 4 || line.StartsWith('\t'))
        {
            return null;
        }

        return Block(text, start, paragraph);
    }

    private (int Start, int Level, string Title)? Block(ReadOnlySpan<char> text, int start, (int Start, string Title)? paragraph)
    {
        if (FenceStart(text) is { } fence)
        {
            _fence = fence;
            return null;
        }

        if (AtxLevel(text) is var level and > 0)
        {
            return (start, level, AtxTitle(text[level..]));
        }

        if (paragraph is { } title && text.Length > 0 && (text.TrimStart('=').IsEmpty || text.TrimStart('-').IsEmpty))
        {
            return (title.Start, text[0] == '=' ? 1 : 2, title.Title);
        }

        if (text.Length > 0 && text[0] is not ('>' or '-' or '*' or '+' or '|' or '<'))
        {
            _paragraph = (start, text.ToString());
        }

        return null;
    }

    private static int AtxLevel(ReadOnlySpan<char> text)
    {
        var level = text.Length - text.TrimStart('#').Length;
        return level is >= 1 and <= 6 && (text.Length == level || text[level] is ' ' or '\t') ? level : 0;
    }

    private static string AtxTitle(ReadOnlySpan<char> text)
    {
        var title = text.Trim();
        var withoutMarks = title.TrimEnd('#');

        // A closing run of marks needs a space before it: "C#" keeps its own.
        var isClosing = withoutMarks.Length < title.Length && (withoutMarks.IsEmpty || withoutMarks[^1] is ' ' or '\t');
        return (isClosing ? withoutMarks.TrimEnd() : title).ToString();
    }

    private static (char Mark, int Length)? FenceStart(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('`' or '~'))
        {
            return null;
        }

        var length = text.Length - text.TrimStart(text[0]).Length;
        var isInlineCode = text[0] == '`' && text[length..].Contains('`');
        return length >= 3 && !isInlineCode ? (text[0], length) : null;
    }

    private static bool IsFenceEnd(ReadOnlySpan<char> text, (char Mark, int Length) fence) =>
        text.Length >= fence.Length && text.TrimStart(fence.Mark).IsEmpty;
}
