namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>Reads the tokens inside one tag and watches its brackets: within brackets <c>}}</c> ends no tag.</summary>
/// <param name="source">The template.</param>
/// <param name="tokens">Where the tokens go.</param>
internal sealed class ExpressionLexer(TemplateSource source, List<Token> tokens)
{
    private static readonly string[] _longOperators = ["//", "**", "==", "!=", ">=", "<="];

    private readonly Stack<(char Closing, int Offset)> _brackets = new();

    /// <summary>True where a bracket is open.</summary>
    public bool IsInBrackets => _brackets.Count > 0;

    private string Text => source.Text;

    /// <summary>Reads one token.</summary>
    /// <param name="position">Where it begins; no white space.</param>
    /// <returns>Where the next one may begin.</returns>
    public int ReadToken(int position)
    {
        var first = Text[position];
        return first is '"' or '\'' ? ReadString(position)
            : char.IsAsciiDigit(first) ? ReadNumber(position)
            : PythonCharacters.IsNameStart(first) ? ReadName(position)
            : ReadOperator(position);
    }

    private int ReadString(int start)
    {
        var end = start + 1;
        while (end < Text.Length && Text[end] != Text[start])
        {
            end += Text[end] == '\\' ? 2 : 1;
        }

        if (end >= Text.Length)
        {
            throw source.SyntaxError(start, $"this text has no end: {Text[start]} is missing.");
        }

        tokens.Add(new Token(TokenKind.String, StringEscapes.Resolve(source, start + 1, end), start));
        return end + 1;
    }

    private int ReadName(int start)
    {
        var end = start + 1;
        while (end < Text.Length && PythonCharacters.IsNamePart(Text[end]))
        {
            end++;
        }

        tokens.Add(new Token(TokenKind.Name, Text[start..end], start));
        return end;
    }

    private int ReadNumber(int start)
    {
        var end = SkipDigits(start);
        var kind = TokenKind.Integer;

        // Behind a point a number is an index: in a.0.1 there are two.
        if (start == 0 || Text[start - 1] != '.')
        {
            var fraction = At(end) == '.' && char.IsAsciiDigit(At(end + 1)) ? SkipDigits(end + 1) : end;
            var exponent = SkipExponent(fraction);
            kind = exponent > end ? TokenKind.Float : TokenKind.Integer;
            end = exponent;
        }

        if (PythonCharacters.IsNameStart(At(end)))
        {
            throw source.SyntaxError(start, "this is no number: decimal numbers are known.");
        }

        tokens.Add(new Token(kind, Text[start..end].Replace("_", "", StringComparison.Ordinal), start));
        return end;
    }

    private int SkipExponent(int position)
    {
        if (At(position) is not ('e' or 'E'))
        {
            return position;
        }

        var digits = At(position + 1) is '+' or '-' ? position + 2 : position + 1;
        return char.IsAsciiDigit(At(digits)) ? SkipDigits(digits) : position;
    }

    private int SkipDigits(int position)
    {
        while (char.IsAsciiDigit(At(position)) || (At(position) == '_' && char.IsAsciiDigit(At(position + 1))))
        {
            position++;
        }

        return position;
    }

    private int ReadOperator(int start)
    {
        foreach (var text in _longOperators)
        {
            if (string.CompareOrdinal(Text, start, text, 0, 2) == 0)
            {
                tokens.Add(new Token(TokenKind.Operator, text, start));
                return start + 2;
            }
        }

        if (!"+-/*%~[](){}><=.:|,;".Contains(Text[start]))
        {
            throw source.SyntaxError(start, $"the character '{Text[start]}' has no meaning here.");
        }

        Balance(start);
        tokens.Add(new Token(TokenKind.Operator, Text[start].ToString(), start));
        return start + 1;
    }

    private void Balance(int position)
    {
        switch (Text[position])
        {
            case '(':
                _brackets.Push((')', position));
                break;
            case '[':
                _brackets.Push((']', position));
                break;
            case '{':
                _brackets.Push(('}', position));
                break;
            case ')' or ']' or '}':
                if (!_brackets.TryPop(out var open) || open.Closing != Text[position])
                {
                    throw source.SyntaxError(position, $"'{Text[position]}' closes nothing.");
                }

                break;
        }
    }

    private char At(int position) => position < Text.Length ? Text[position] : '\0';
}
