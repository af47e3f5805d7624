namespace PromptLsp.Ide.Yaml;

/// <summary>Reads flow collections (<c>{ a: 1 }</c>, <c>[1, 2]</c>) piece by piece, over several lines where they go on.</summary>
internal sealed class YamlFlow(string text)
{
    private readonly Stack<Frame> _frames = new();

    /// <summary>True inside a flow collection.</summary>
    public bool IsOpen => _frames.Count > 0;

    /// <summary>True where the text read last ended inside a comment.</summary>
    public bool EndsInComment { get; private set; }

    /// <summary>Reads from <paramref name="start"/> to <paramref name="end"/>, or up to the end of the collection.</summary>
    public void Read(int start, int end)
    {
        EndsInComment = false;
        for (var position = start; position < end;)
        {
            var character = text[position];
            if (character == '#' && (position == start || char.IsWhiteSpace(text[position - 1])))
            {
                EndsInComment = true;
                return;
            }

            position = character is '"' or '\'' && IsFresh() ? Quoted(position, end) : Plain(position, character, end);
            if (!IsOpen)
            {
                return;
            }
        }
    }

    /// <summary>The steps through the open collections, outermost first; whether a key, a value can stand at the end; and where the word there begins.</summary>
    public (IReadOnlyList<YamlStep> Steps, bool IsKey, int WordStart) State(int offset)
    {
        var steps = new List<YamlStep>();
        foreach (var frame in _frames.Reverse())
        {
            if (!frame.IsMapping)
            {
                steps.Add(YamlStep.Item(frame.Index));
            }
            else if (frame.Key is { } key)
            {
                steps.Add(YamlStep.Into(key));
            }
        }

        var top = _frames.Peek();
        return (steps, top is { IsMapping: true, Key: null }, top.WordStart ?? offset);
    }

    private bool IsFresh() => _frames.Count == 0 || _frames.Peek().WordStart is null;

    private int Quoted(int start, int end)
    {
        if (_frames.Count > 0)
        {
            _frames.Peek().WordStart = start;
        }

        var close = text.IndexOf(text[start], start + 1, end - start - 1);
        return close < 0 ? end : close + 1;
    }

    private int Plain(int position, char character, int end)
    {
        switch (character)
        {
            case '{' or '[' when IsFresh():
                _frames.Push(new Frame(character == '{'));
                break;
            case '}' or ']' when IsOpen:
                _frames.Pop();
                if (IsOpen)
                {
                    _frames.Peek().WordStart ??= position;
                }

                break;
            case ',' when IsOpen:
                _frames.Peek().Next();
                break;
            case ':' when IsOpen && _frames.Peek() is { IsMapping: true, Key: null } frame && (position + 1 >= end || !IsPlain(text[position + 1]) || text[position - 1] == '"'):
                frame.Key = TextSpanOf(frame.WordStart ?? position, position).Trim("\"'").ToString();
                frame.WordStart = null;
                break;
            default:
                if (IsOpen && !char.IsWhiteSpace(character))
                {
                    _frames.Peek().WordStart ??= position;
                }

                break;
        }

        return position + 1;
    }

    private ReadOnlySpan<char> TextSpanOf(int start, int end) => text.AsSpan(start, end - start).Trim();

    private static bool IsPlain(char character) => !char.IsWhiteSpace(character) && character is not (',' or '}' or ']' or '{' or '[');

    private sealed class Frame(bool isMapping)
    {
        public bool IsMapping => isMapping;

        public string? Key { get; set; }

        public int Index { get; private set; }

        public int? WordStart { get; set; }

        public void Next()
        {
            Key = null;
            WordStart = null;
            Index++;
        }
    }
}
