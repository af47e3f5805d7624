using System.Globalization;

namespace PromptLsp.Evaluation.JavaScript;

/// <content>Characters, escapes and classes.</content>
internal sealed partial class JsRegexTranslator
{
    private void AppendLiteral(char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            _output.Append(c);
            return;
        }

        _output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
    }

    private void AppendClass((int First, int Last)[] ranges, bool negated)
    {
        var set = new JsCharacterClass();
        set.Add(ranges);
        _output.Append(set.ToPattern(negated));
    }

    private bool Escape()
    {
        if (_at + 1 >= _pattern.Length)
        {
            throw Invalid("\\ at end of pattern");
        }

        var c = _pattern[_at + 1];
        if (c is 'b' or 'B')
        {
            _at += 2;
            _output.Append(c == 'b' ? WordBoundary : NoWordBoundary);
            return false;
        }

        if (c is >= '1' and <= '9' && NumberedReference())
        {
            return true;
        }

        if (c == 'k' && _groups.Names.Count > 0)
        {
            NamedReference();
            return true;
        }

        if (JsCharacterClass.OfEscape(c) is { } ranges)
        {
            _at += 2;
            AppendClass(ranges, negated: false);
            return true;
        }

        AppendLiteral(CharacterEscape(inClass: false));
        return true;
    }

    private bool NumberedReference()
    {
        var (number, end) = JsRegexGroups.ReadNumber(_pattern, _at + 1);
        if (number > _groups.Count)
        {
            return false;
        }

        _at = end;
        AppendReference(number);
        return true;
    }

    private void NamedReference()
    {
        var end = _pattern.IndexOf('>', _at);
        if (end < 0 || _pattern[_at + 2] != '<')
        {
            throw Invalid("Invalid named reference");
        }

        if (!_groups.Names.TryGetValue(_pattern[(_at + 3)..end], out var number))
        {
            throw Invalid("Invalid named capture referenced");
        }

        _at = end + 1;
        AppendReference(number);
    }

    private void AppendReference(int number) => _output.Append(CultureInfo.InvariantCulture, $"(?({number})\\k<{number}>)");

    /// <summary>The character that the escape at the current place means; moves behind it.</summary>
    private char CharacterEscape(bool inClass)
    {
        var c = _pattern[_at + 1];
        _at += 2;
        switch (c)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case 'b' when inClass:
                return '\b';
            case >= '0' and <= '7':
                return LegacyOctal();
            case 'x':
                return Hexadecimal(2) ?? 'x';
            case 'u':
                return Hexadecimal(4) ?? 'u';
            case 'c':
                return ControlLetter(inClass);
            default:
                return c;
        }
    }

    /// <summary>Annex B: at most three octal digits, up to 377.</summary>
    private char LegacyOctal()
    {
        var value = _pattern[_at - 1] - '0';
        for (var digits = 1; digits < 3 && _at < _pattern.Length && _pattern[_at] is >= '0' and <= '7'; digits++)
        {
            var next = (value * 8) + _pattern[_at] - '0';
            if (next > 255)
            {
                break;
            }

            value = next;
            _at++;
        }

        return (char)value;
    }

    private char? Hexadecimal(int digits)
    {
        if (_at + digits > _pattern.Length
            || !ushort.TryParse(_pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        _at += digits;
        return (char)value;
    }

    /// <summary><c>\cX</c>; without a letter the backslash stands for itself and the <c>c</c> is read next.</summary>
    private char ControlLetter(bool inClass)
    {
        if (_at < _pattern.Length && (char.IsAsciiLetter(_pattern[_at]) || (inClass && (char.IsAsciiDigit(_pattern[_at]) || _pattern[_at] == '_'))))
        {
            return (char)(_pattern[_at++] % 32);
        }

        _at--;
        return '\\';
    }

    private void Class()
    {
        _at++;
        var negated = Peek('^');
        _at += negated ? 1 : 0;
        var set = new JsCharacterClass();
        while (!Peek(']'))
        {
            var (from, fromSet) = ClassAtom();
            if (!Peek('-') || _at + 1 >= _pattern.Length || _pattern[_at + 1] == ']')
            {
                AddTo(set, from, fromSet);
                continue;
            }

            _at++;
            var (to, toSet) = ClassAtom();
            AddRange(set, (from, fromSet), (to, toSet));
        }

        _at++;
        _output.Append(set.ToPattern(negated));
    }

    private void AddRange(JsCharacterClass set, (char Char, (int First, int Last)[]? Set) from, (char Char, (int First, int Last)[]? Set) to)
    {
        if (from.Set is null && to.Set is null)
        {
            if (from.Char > to.Char)
            {
                throw Invalid("Range out of order in character class");
            }

            set.Add(from.Char, to.Char);
            return;
        }

        AddTo(set, from.Char, from.Set);
        set.Add('-', '-');
        AddTo(set, to.Char, to.Set);
    }

    private static void AddTo(JsCharacterClass set, char c, (int First, int Last)[]? ranges)
    {
        if (ranges is null)
        {
            set.Add(c, c);
            return;
        }

        set.Add(ranges);
    }

    private (char Char, (int First, int Last)[]? Set) ClassAtom()
    {
        if (_at >= _pattern.Length)
        {
            throw Invalid("Unterminated character class");
        }

        if (_pattern[_at] != '\\')
        {
            return (_pattern[_at++], null);
        }

        if (_at + 1 >= _pattern.Length)
        {
            throw Invalid("\\ at end of pattern");
        }

        if (JsCharacterClass.OfEscape(_pattern[_at + 1]) is { } ranges)
        {
            _at += 2;
            return ('\0', ranges);
        }

        return (CharacterEscape(inClass: true), null);
    }
}
