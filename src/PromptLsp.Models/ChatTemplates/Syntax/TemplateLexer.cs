namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>
/// Divides a template into tokens as Jinja 3.1 does with <c>trim_blocks</c> and <c>lstrip_blocks</c>, the settings of transformers: the first line end
/// behind a block or comment goes, and so does the white space before one that begins its line; <c>-</c> and <c>+</c> in a tag decide otherwise.
/// </summary>
/// <param name="source">The template.</param>
internal sealed class TemplateLexer(TemplateSource source)
{
    private readonly List<Token> _tokens = [];
    private int _position;

    private string Text => source.Text;

    /// <summary>All tokens; the last one is <see cref="TokenKind.End"/>.</summary>
    /// <exception cref="ChatTemplateException">A tag, comment or string has no end, or a character has no meaning.</exception>
    public List<Token> Read()
    {
        while (_position < Text.Length)
        {
            ReadPart();
        }

        _tokens.Add(new Token(TokenKind.End, "", Text.Length));
        return _tokens;
    }

    private void ReadPart()
    {
        var open = FindOpening(_position);
        if (open < 0)
        {
            AddData(_position, Text.Length);
            _position = Text.Length;
            return;
        }

        var kind = Text[open + 1];
        var sign = At(open + 2) is '-' or '+' ? At(open + 2) : '\0';
        AddData(_position, EndOfData(_position, open, sign, isBlock: kind != '{'));
        _position = open + (sign == '\0' ? 2 : 3);
        switch (kind)
        {
            case '#':
                SkipComment(open);
                break;
            case '{':
                ReadTag(open, TokenKind.OutputBegin, "}}", TokenKind.OutputEnd);
                break;
            default:
                ReadBlock(open);
                break;
        }
    }

    private int FindOpening(int from)
    {
        for (var at = Text.IndexOf('{', from); at >= 0; at = Text.IndexOf('{', at + 1))
        {
            if (At(at + 1) is '{' or '%' or '#')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Where the text before a tag ends when its white space is taken away.</summary>
    private int EndOfData(int start, int end, char sign, bool isBlock)
    {
        if (sign == '-')
        {
            return start + PythonCharacters.TrimEnd(Text.AsSpan(start, end - start)).Length;
        }

        if (sign == '+' || !isBlock)
        {
            return end;
        }

        var line = Text.AsSpan(start, end - start).LastIndexOf('\n');
        var lineStart = start + line + 1;
        var beginsLine = line >= 0 || start == 0 || Text[start - 1] == '\n';
        return beginsLine && PythonCharacters.TrimEnd(Text.AsSpan(lineStart, end - lineStart)).IsEmpty ? lineStart : end;
    }

    private void AddData(int start, int end)
    {
        if (end > start)
        {
            _tokens.Add(new Token(TokenKind.Data, Text[start..end], start));
        }
    }

    private void SkipComment(int open)
    {
        var close = Text.IndexOf("#}", _position, StringComparison.Ordinal);
        if (close < 0)
        {
            throw source.SyntaxError(open, "this comment has no end: '#}' is missing.");
        }

        var sign = close > _position ? Text[close - 1] : '\0';
        _position = close + 2;
        SkipBehindBlock(sign);
    }

    private void SkipBehindBlock(char sign)
    {
        if (sign == '-')
        {
            SkipWhiteSpace();
        }
        else if (sign != '+' && At(_position) == '\n')
        {
            _position++;
        }
    }

    private void ReadBlock(int open)
    {
        var inside = _position;
        SkipWhiteSpace();
        if (IsWord("raw"))
        {
            _position += 3;
            SkipWhiteSpace();
            if (TryClose("%}", out var sign) && sign != '+')
            {
                ReadRaw(open, sign);
                return;
            }
        }

        _position = inside;
        ReadTag(open, TokenKind.BlockBegin, "%}", TokenKind.BlockEnd);
    }

    private void ReadRaw(int open, char sign)
    {
        if (sign == '-')
        {
            SkipWhiteSpace();
        }

        var start = _position;
        for (var at = Text.IndexOf("{%", start, StringComparison.Ordinal); at >= 0; at = Text.IndexOf("{%", at + 1, StringComparison.Ordinal))
        {
            var opening = At(at + 2) is '-' or '+' ? At(at + 2) : '\0';
            _position = at + (opening == '\0' ? 2 : 3);
            SkipWhiteSpace();
            if (!IsWord("endraw"))
            {
                continue;
            }

            _position += 6;
            SkipWhiteSpace();
            if (TryClose("%}", out var closing))
            {
                AddData(start, EndOfData(start, at, opening, isBlock: true));
                SkipBehindBlock(closing);
                return;
            }
        }

        throw source.SyntaxError(open, "this raw block has no end: '{% endraw %}' is missing.");
    }

    private void ReadTag(int open, TokenKind begin, string closing, TokenKind end)
    {
        _tokens.Add(new Token(begin, Text.Substring(open, 2), open));
        var expression = new ExpressionLexer(source, _tokens);
        while (true)
        {
            SkipWhiteSpace();
            var at = _position;
            if (!expression.IsInBrackets && TryClose(closing, out var sign))
            {
                _tokens.Add(new Token(end, closing, at));
                SkipBehindTag(sign, end);
                return;
            }

            if (_position >= Text.Length)
            {
                throw source.SyntaxError(open, $"this tag has no end: '{closing}' is missing.");
            }

            _position = expression.ReadToken(_position);
        }
    }

    private void SkipBehindTag(char sign, TokenKind end)
    {
        if (end == TokenKind.BlockEnd)
        {
            SkipBehindBlock(sign);
        }
        else if (sign == '-')
        {
            SkipWhiteSpace();
        }
    }

    /// <summary>Passes over the end of a tag where there is one; an output has no <c>+</c>.</summary>
    private bool TryClose(string closing, out char sign)
    {
        var first = At(_position);
        sign = first == '-' || (first == '+' && closing == "%}") ? first : '\0';
        var length = sign == '\0' ? 0 : 1;
        if (string.CompareOrdinal(Text, _position + length, closing, 0, closing.Length) != 0)
        {
            return false;
        }

        _position += length + closing.Length;
        return true;
    }

    private bool IsWord(string word) =>
        string.CompareOrdinal(Text, _position, word, 0, word.Length) == 0 && !PythonCharacters.IsNamePart(At(_position + word.Length));

    private char At(int position) => position < Text.Length ? Text[position] : '\0';

    private void SkipWhiteSpace()
    {
        while (_position < Text.Length && PythonCharacters.IsSpace(Text[_position]))
        {
            _position++;
        }
    }
}
