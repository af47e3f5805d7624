using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Yaml;

/// <summary>Follows the indentation of YAML line by line, so that the way to any line is known.</summary>
internal sealed class YamlLevels(string text)
{
    private readonly List<Level> _levels = [];
    private readonly YamlFlow _flow = new(text);
    private int _blockScalarIndent = -1;

    /// <summary>Reads a whole line, its line break left out.</summary>
    public void ReadLine(int start, int end)
    {
        if (_flow.IsOpen)
        {
            _flow.Read(start, end);
            return;
        }

        var content = SkipSpaces(start, end);
        if (content == end || text[content] == '#')
        {
            return;
        }

        if (_blockScalarIndent >= 0 && content - start > _blockScalarIndent)
        {
            return;
        }

        _blockScalarIndent = -1;
        content = ReadDashes(start, content, end);
        if (KeyEnd(content, end) is { } colon)
        {
            PushKey(content - start, Name(content, colon));
            ReadValue(start, content, SkipSpaces(Math.Min(colon + 1, end), end), end);
        }
        else if (content < end && text[content] is '{' or '[')
        {
            _flow.Read(content, end);
        }
    }

    /// <summary>The place in the last line, which goes from <paramref name="start"/> to <paramref name="lineEnd"/>.</summary>
    public YamlCaret? Finish(int start, int offset, int lineEnd)
    {
        if (_flow.IsOpen)
        {
            _flow.Read(start, offset);
            return InFlow(start, offset, lineEnd);
        }

        var content = SkipSpaces(start, offset);
        if (_blockScalarIndent >= 0 && content - start > _blockScalarIndent)
        {
            return null;
        }

        content = ReadDashes(start, content, offset);
        if (KeyEnd(content, offset) is { } colon)
        {
            PushKey(content - start, Name(content, colon));
            return InValue(start, SkipSpaces(Math.Min(colon + 1, offset), offset), offset, lineEnd);
        }

        if (content < offset && text[content] is '{' or '[')
        {
            _flow.Read(content, offset);
            return InFlow(start, offset, lineEnd);
        }

        if (HasComment(content, offset))
        {
            return null;
        }

        Close(content - start);
        var word = new TextSpan(content, WordEnd(offset, lineEnd, isKey: true));
        var isItem = _levels.Count > 0 && _levels[^1].Step.Key is null;
        return new YamlCaret(Steps(), CanBeKey: true, CanBeValue: isItem, word);
    }

    private YamlCaret? InValue(int start, int value, int offset, int lineEnd)
    {
        if (value < offset && text[value] is '{' or '[')
        {
            _flow.Read(value, offset);
            return InFlow(start, offset, lineEnd);
        }

        if (HasComment(value, offset) || (value < offset && text[value] is '|' or '>'))
        {
            return null;
        }

        return new YamlCaret(Steps(), CanBeKey: false, CanBeValue: true, new TextSpan(value, WordEnd(offset, lineEnd, isKey: false)));
    }

    private YamlCaret? InFlow(int lineStart, int offset, int lineEnd)
    {
        if (_flow.EndsInComment || !_flow.IsOpen)
        {
            return null;
        }

        var (steps, isKey, start) = _flow.State(offset);
        if (start < lineStart)
        {
            // A text that goes on from an earlier line: an edit cannot take it in.
            return null;
        }

        var end = offset;
        while (end < lineEnd && text[end] is not (',' or '}' or ']') && !(isKey && text[end] is ':' or ' '))
        {
            end++;
        }

        while (end > offset && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new YamlCaret([.. Steps(), .. steps], isKey, !isKey, new TextSpan(Math.Min(start, offset), end));
    }

    private void ReadValue(int lineStart, int key, int value, int end)
    {
        if (value < end && text[value] is '{' or '[')
        {
            _flow.Read(value, end);
        }
        else if (value < end && text[value] is '|' or '>')
        {
            _blockScalarIndent = key - lineStart;
        }
    }

    /// <summary>Reads the dashes of sequence items; gives the first character behind them.</summary>
    private int ReadDashes(int lineStart, int position, int end)
    {
        while (position < end && text[position] == '-' && (position + 1 == end || text[position + 1] == ' '))
        {
            var indent = position - lineStart;
            var index = 0;
            while (_levels.Count > 0 && (_levels[^1].Indent > indent || (_levels[^1].Indent == indent && _levels[^1].Step.Key is null)))
            {
                index = _levels[^1].Indent == indent ? _levels[^1].Step.Index + 1 : 0;
                _levels.RemoveAt(_levels.Count - 1);
            }

            _levels.Add(new Level(indent, YamlStep.Item(index)));
            position = SkipSpaces(position + 1, end);
        }

        return position;
    }

    private void PushKey(int indent, string name)
    {
        Close(indent);
        _levels.Add(new Level(indent, YamlStep.Into(name)));
    }

    /// <summary>Ends the levels that a line with this indentation does not belong to.</summary>
    private void Close(int indent)
    {
        while (_levels.Count > 0 && _levels[^1].Indent >= indent)
        {
            _levels.RemoveAt(_levels.Count - 1);
        }
    }

    private ImmutableArray<YamlStep> Steps() => [.. _levels.Select(level => level.Step)];

    private int SkipSpaces(int position, int end)
    {
        while (position < end && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }

    /// <summary>The colon that ends the key at <paramref name="start"/>; null where there is none.</summary>
    private int? KeyEnd(int start, int end)
    {
        if (start >= end || text[start] is '{' or '[' or '#' or '|' or '>')
        {
            return null;
        }

        var position = start;
        if (text[start] is '"' or '\'')
        {
            var close = text.IndexOf(text[start], start + 1, end - start - 1);
            position = close < 0 ? end : close + 1;
        }

        for (; position < end; position++)
        {
            if (text[position] == ':' && (position + 1 == end || text[position + 1] is ' ' or '\t'))
            {
                return position;
            }

            if (text[position] == '#' && position > start && char.IsWhiteSpace(text[position - 1]))
            {
                return null;
            }
        }

        return null;
    }

    private string Name(int start, int colon) => text.AsSpan(start, colon - start).Trim().Trim("\"'").ToString();

    private bool HasComment(int start, int end)
    {
        for (var position = start; position < end; position++)
        {
            if (text[position] == '#' && (position == start || char.IsWhiteSpace(text[position - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private int WordEnd(int offset, int lineEnd, bool isKey)
    {
        var end = offset;
        while (end < lineEnd && !(isKey ? text[end] is ':' or ' ' : text[end] == '#' && char.IsWhiteSpace(text[end - 1])))
        {
            end++;
        }

        while (end > offset && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    /// <summary>A key or an item that is open.</summary>
    /// <param name="Indent">Its column, from 0.</param>
    /// <param name="Step">The step into it.</param>
    private readonly record struct Level(int Indent, YamlStep Step);
}
