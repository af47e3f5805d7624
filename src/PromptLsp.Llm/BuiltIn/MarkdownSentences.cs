using System.Text;
using System.Text.RegularExpressions;

namespace PromptLsp.Llm.BuiltIn;

/// <summary>
/// Cuts Markdown into sentences: a heading belongs to what follows it and is no sentence itself, list items, table rows and fenced blocks stay whole, and
/// paragraphs are cut at the ends of their sentences, never in a code span or a link.
/// </summary>
internal sealed partial class MarkdownSentences
{
    private readonly List<Sentence> _sentences = [];
    private readonly StringBuilder _block = new();
    private string _heading;
    private bool _isItem;
    private string? _fence;

    private MarkdownSentences(string heading)
    {
        _heading = heading;
    }

    /// <summary>The sentences of <paramref name="text"/>, in order.</summary>
    /// <param name="text">Markdown or plain text.</param>
    /// <param name="heading">The heading that it stands under.</param>
    public static IReadOnlyList<Sentence> Of(string text, string heading = "")
    {
        var reader = new MarkdownSentences(heading);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            reader.Read(line);
        }

        reader.Flush();
        return reader._sentences;
    }

    private void Read(string line)
    {
        if (_fence is not null)
        {
            ReadFenced(line);
            return;
        }

        if (FenceStart().Match(line) is { Success: true } fence)
        {
            Flush();
            _fence = fence.Groups[1].Value;
            _block.Append(line.TrimEnd());
            return;
        }

        ReadOpen(BlockQuote().Replace(line, ""));
    }

    private void ReadOpen(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || IsSetextHeading(line) || Rule().IsMatch(line))
        {
            Flush();
        }
        else if (AtxHeading().Match(line) is { Success: true } heading)
        {
            Flush();
            _heading = heading.Groups[1].Value.Trim();
        }
        else if (ListItem().Match(line) is { Success: true } item)
        {
            Flush();
            _isItem = true;
            Append(line[item.Length..]);
        }
        else if (line.TrimStart().StartsWith('|'))
        {
            Flush();
            Add(line.Trim().Trim('|'));
        }
        else
        {
            Append(line);
        }
    }

    // The line under a heading of the other form: what was read as a paragraph is the heading.
    private bool IsSetextHeading(string line)
    {
        if (_block.Length == 0 || _isItem || !SetextLine().IsMatch(line))
        {
            return false;
        }

        _heading = _block.ToString();
        _block.Clear();
        return true;
    }

    private void ReadFenced(string line)
    {
        _block.Append('\n').Append(line.TrimEnd());
        var mark = line.Trim();
        if (mark.Length >= _fence!.Length && mark.All(character => character == _fence[0]))
        {
            Flush();
        }
    }

    private void Append(string line) => _block.Append(_block.Length > 0 ? " " : "").Append(line.Trim());

    private void Flush()
    {
        var text = _block.ToString();
        _block.Clear();
        if (_fence is not null)
        {
            _fence = null;
            _sentences.Add(new Sentence(text, _heading, IsFenced: true));
        }
        else if (_isItem)
        {
            _isItem = false;
            Add(text);
        }
        else
        {
            foreach (var range in SentenceEnds.Cut(text))
            {
                Add(text[range]);
            }
        }
    }

    private void Add(string text)
    {
        var clean = WhiteSpace().Replace(text, " ").Trim();
        if (clean.Any(char.IsLetterOrDigit))
        {
            _sentences.Add(new Sentence(clean, _heading));
        }
    }

    [GeneratedRegex(@"^\s*(`{3,}|~{3,})(?!.*`)")]
    private static partial Regex FenceStart();

    [GeneratedRegex(@"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")]
    private static partial Regex AtxHeading();

    [GeneratedRegex(@"^ {0,3}(=+|-{2,})\s*$")]
    private static partial Regex SetextLine();

    [GeneratedRegex(@"^ {0,3}([-*_])\s*(\1\s*){2,}$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\s*([-*+]|\d{1,9}[.)])\s+(\[[ xX]\]\s+)?")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^\s{0,3}(>\s?)+")]
    private static partial Regex BlockQuote();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
