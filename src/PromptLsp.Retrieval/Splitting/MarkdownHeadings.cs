namespace PromptLsp.Retrieval.Splitting;

/// <summary>The headings of a Markdown text: which stand above a place.</summary>
/// <remarks>
/// ATX and setext headings of CommonMark 0.31 (4.2, 4.3); fenced code (4.5), indented code and front matter hold none. Block quotes and lists
/// are not looked into.
/// </remarks>
public sealed class MarkdownHeadings
{
    private readonly List<(int Start, string[] Path)> _headings = [];

    /// <summary>Reads the headings of <paramref name="text"/>.</summary>
    public MarkdownHeadings(string text)
    {
        var scanner = new MarkdownLineScanner();
        var above = new List<(int Level, string Title)>();
        foreach (var line in Lines(text))
        {
            if (scanner.Next(text.AsSpan(line.Start, line.End - line.Start), line.Start) is not { } heading)
            {
                continue;
            }

            above.RemoveAll(other => other.Level >= heading.Level);
            above.Add((heading.Level, heading.Title));
            _headings.Add((heading.Start, [.. above.Select(other => other.Title)]));
        }
    }

    /// <summary>True for files whose name says that they are Markdown.</summary>
    public static bool IsMarkdown(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown" or ".mdx";

    /// <summary>The headings above <paramref name="position"/>, outermost first; one that begins there counts.</summary>
    public IReadOnlyList<string> Above(int position)
    {
        var (low, high) = (0, _headings.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _headings[middle].Start <= position ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? [] : _headings[low - 1].Path;
    }

    private static IEnumerable<TextRange> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            yield return new TextRange(start, end);
            start = end + 1;
        }
    }
}
