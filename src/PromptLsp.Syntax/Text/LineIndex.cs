namespace PromptLsp.Syntax.Text;

/// <summary>Maps offsets to lines and back. Lines end at LF, CRLF or a lone CR, as in LSP.</summary>
public sealed class LineIndex
{
    private readonly int[] _starts;
    private readonly string _text;

    /// <summary>Indexes <paramref name="text"/>.</summary>
    public LineIndex(string text)
    {
        _text = text;
        var starts = new List<int> { 0 };
        AddStarts(text, 0, text.Length + 1, starts);
        _starts = [.. starts];
    }

    private LineIndex(string text, int[] starts)
    {
        _text = text;
        _starts = starts;
    }

    /// <summary>The index of the text after an edit: only the lines that it touches are looked for.</summary>
    /// <param name="span">What was replaced in the text of this index.</param>
    /// <param name="text">The new text.</param>
    public LineIndex WithChange(TextSpan span, string text)
    {
        // A line break of two characters may be made or parted at both ends of the edit.
        var first = LineOf(Math.Max(0, span.Start - 1));
        var rest = LineOf(Math.Min(span.End + 1, _text.Length)) + 1;
        var moved = text.Length - _text.Length;
        var starts = new List<int>();
        AddStarts(text, _starts[first], rest < _starts.Length ? _starts[rest] + moved : text.Length + 1, starts);
        var all = new int[first + 1 + starts.Count + _starts.Length - rest];
        _starts.AsSpan(0, first + 1).CopyTo(all);
        starts.CopyTo(all, first + 1);
        var behind = all.AsSpan(first + 1 + starts.Count);
        for (var i = 0; i < behind.Length; i++)
        {
            behind[i] = _starts[rest + i] + moved;
        }

        return new LineIndex(text, all);
    }

    /// <summary>Adds the lines that begin behind <paramref name="from"/>, itself the start of a line, and before <paramref name="end"/>.</summary>
    private static void AddStarts(string text, int from, int end, List<int> starts)
    {
        for (var i = from; ;)
        {
            var next = text.AsSpan(i).IndexOfAny('\r', '\n');
            if (next < 0)
            {
                return;
            }

            i += next + 1;
            i += text[i - 1] == '\r' && i < text.Length && text[i] == '\n' ? 1 : 0;
            if (i >= end)
            {
                return;
            }

            starts.Add(i);
        }
    }

    /// <summary>Number of lines; a text that ends with a line break has an empty last line.</summary>
    public int Count => _starts.Length;

    /// <summary>Offset of the first code unit of <paramref name="line"/>.</summary>
    public int StartOf(int line) => _starts[line];

    /// <summary>The line without its line break.</summary>
    public TextSpan SpanOf(int line)
    {
        var start = _starts[line];
        var end = line + 1 < _starts.Length ? _starts[line + 1] : _text.Length;
        while (end > start && _text[end - 1] is '\r' or '\n')
        {
            end--;
            if (end < start)
            {
                break;
            }
        }

        return new TextSpan(start, Math.Max(start, end));
    }

    /// <summary>The line that holds <paramref name="offset"/>.</summary>
    public int LineOf(int offset)
    {
        var found = Array.BinarySearch(_starts, offset);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The position of <paramref name="offset"/>; offsets past the end give the end.</summary>
    public LinePosition PositionOf(int offset)
    {
        offset = Math.Clamp(offset, 0, _text.Length);
        var line = LineOf(offset);
        return new LinePosition(line, offset - _starts[line]);
    }

    /// <summary>The offset of <paramref name="position"/>; a character past the line gives the line's end, a line past the text its end.</summary>
    public int OffsetOf(LinePosition position)
    {
        if (position.Line < 0)
        {
            return 0;
        }

        if (position.Line >= _starts.Length)
        {
            return _text.Length;
        }

        var span = SpanOf(position.Line);
        return Math.Clamp(span.Start + Math.Max(0, position.Character), span.Start, span.End);
    }
}
