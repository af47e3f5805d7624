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
        for (var i = text.AsSpan().IndexOfAny('\r', '\n'); i >= 0;)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
            }

            starts.Add(++i);
            var next = text.AsSpan(i).IndexOfAny('\r', '\n');
            i = next < 0 ? -1 : i + next;
        }

        _starts = [.. starts];
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
