using System.Text;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Testing.Fixtures;

/// <summary>Reads fixtures; a mark that cannot be what its author meant is an error.</summary>
internal sealed class FixtureReader
{
    private const char CaretMark = '‸';
    private const char Opening = '⟦';
    private const char Closing = '⟧';
    private const string Header = "//- ";

    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, FixtureSpan> _spans = [];
    private string? _first;
    private FixtureCaret? _caret;

    public Fixture Read(string text)
    {
        foreach (var (path, content) in Split(text))
        {
            _first ??= path;
            if (!_files.TryAdd(path, ReadFile(path, content)))
            {
                throw new FixtureException($"The file '{path}' stands twice in the fixture.");
            }
        }

        return new Fixture(_files, _first!, _caret, _spans);
    }

    private static IEnumerable<(string Path, string Content)> Split(string text)
    {
        if (!text.StartsWith(Header, StringComparison.Ordinal))
        {
            return text.Contains("\n" + Header, StringComparison.Ordinal)
                ? throw new FixtureException("Text stands before the first '//- path'.")
                : [(Fixture.DefaultFile, text)];
        }

        var parts = ("\n" + text).Split("\n" + Header)[1..];
        return parts.Select((part, index) =>
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            var path = (end < 0 ? part : part[..end]).TrimEnd('\r');
            // The line break before the next header belongs to the header's line.
            return (CheckPath(path), end < 0 ? "" : part[(end + 1)..] + (index < parts.Length - 1 ? "\n" : ""));
        });
    }

    private static string CheckPath(string path) =>
        path.Length == 0 || path != path.Trim() || path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Split('/').Any(part => part is "" or "." or "..")
            ? throw new FixtureException($"'{path}' is no path below the workspace.")
            : path;

    private string ReadFile(string path, string marked)
    {
        var text = new StringBuilder(marked.Length);
        var open = new Stack<(string Name, int Start)>();
        for (var i = 0; i < marked.Length; i++)
        {
            switch (marked[i])
            {
                case CaretMark:
                    _caret = _caret is null ? new FixtureCaret(path, text.Length) : throw new FixtureException("The fixture has two carets.");
                    break;
                case Opening:
                    var name = NameAt(marked, i + 1);
                    open.Push((name, text.Length));
                    i += name.Length + 1;
                    break;
                case Closing:
                    Close(path, open, text.Length);
                    break;
                default:
                    text.Append(marked[i]);
                    break;
            }
        }

        return open.Count == 0 ? text.ToString() : throw new FixtureException($"The span '{open.Peek().Name}' never closes: write ⟧ behind it.");
    }

    private static string NameAt(string marked, int start)
    {
        var end = start;
        while (end < marked.Length && (char.IsAsciiLetterOrDigit(marked[end]) || marked[end] is '_' or '-'))
        {
            end++;
        }

        return end > start && end < marked.Length && marked[end] == ':'
            ? marked[start..end]
            : throw new FixtureException("A span begins with its name and a colon: ⟦name:text⟧.");
    }

    private void Close(string path, Stack<(string Name, int Start)> open, int end)
    {
        if (!open.TryPop(out var span))
        {
            throw new FixtureException("⟧ closes nothing.");
        }

        if (!_spans.TryAdd(span.Name, new FixtureSpan(path, new TextSpan(span.Start, end))))
        {
            throw new FixtureException($"The span '{span.Name}' stands twice in the fixture.");
        }
    }
}
