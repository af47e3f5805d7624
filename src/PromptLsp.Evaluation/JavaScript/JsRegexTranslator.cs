using System.Globalization;
using System.Text;

namespace PromptLsp.Evaluation.JavaScript;

/// <summary>
/// Writes a regular expression of JavaScript (ECMA-262 with Annex B, no flags) as a pattern of .NET that matches the same texts.
/// </summary>
/// <remarks>
/// Differences that are bridged: <c>$</c> is the very end; <c>\d \w \b</c> are ASCII; <c>\s</c> and <c>.</c> have ECMAScript's sets;
/// a back reference to a group that took no part matches nothing; captures are forgotten at each iteration of a quantifier;
/// groups are numbered in the order of the text; Annex B's legacy escapes.
/// </remarks>
internal sealed partial class JsRegexTranslator
{
    private const int MaxNesting = 200;

    private const string WordBoundary = "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))";
    private const string NoWordBoundary = "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))";

    private readonly StringBuilder _output = new();
    private readonly string _pattern;
    private readonly JsRegexGroups _groups;
    private readonly HashSet<string> _namesSeen = new(StringComparer.Ordinal);
    private int _at;
    private int _groupNumber;
    private int _nesting;
    private bool _rightToLeft;

    private JsRegexTranslator(string pattern)
    {
        _pattern = pattern;
        _groups = JsRegexGroups.Scan(pattern);
    }

    /// <summary>The pattern for .NET, to be used with <see cref="System.Text.RegularExpressions.RegexOptions.CultureInvariant"/> alone.</summary>
    /// <exception cref="JsRegexSyntaxException">JavaScript would refuse the pattern.</exception>
    public static string Translate(string pattern)
    {
        var translator = new JsRegexTranslator(pattern);
        translator.Disjunction();
        if (translator._at < pattern.Length)
        {
            throw translator.Invalid("Unmatched ')'");
        }

        return translator._output.ToString();
    }

    private JsRegexSyntaxException Invalid(string why) =>
        new($"{why} at character {Math.Min(_at + 1, _pattern.Length + 1)}");

    private bool Peek(char c) => _at < _pattern.Length && _pattern[_at] == c;

    private bool Peek(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private void Disjunction()
    {
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            if (_pattern[_at] == '|')
            {
                _output.Append('|');
                _at++;
                continue;
            }

            Term();
        }
    }

    private void Term()
    {
        var start = _output.Length;
        var firstGroup = _groupNumber;
        var quantifiable = Atom();
        var at = _at;
        if (!Quantifier(out var min, out var max))
        {
            return;
        }

        if (!quantifiable)
        {
            _at = at;
            throw Invalid("Nothing to repeat");
        }

        var lazy = Peek('?');
        _at += lazy ? 1 : 0;
        var reset = ResetOf(firstGroup);
        _output.Insert(start, _rightToLeft ? "(?:" : "(?:" + reset);
        _output.Append(_rightToLeft ? reset : "").Append(')');
        _output.Append(CultureInfo.InvariantCulture, $"{{{min},").Append(max == int.MaxValue ? "" : max.ToString(CultureInfo.InvariantCulture)).Append('}');
        _output.Append(lazy ? "?" : "");
    }

    /// <summary>Forgets what the groups behind <paramref name="firstGroup"/> captured in an earlier iteration.</summary>
    private string ResetOf(int firstGroup)
    {
        var reset = new StringBuilder();
        for (var number = firstGroup + 1; number <= _groupNumber; number++)
        {
            if (_groups.Referenced.Contains(number))
            {
                reset.Append(CultureInfo.InvariantCulture, $"(?({number})(?<-{number}>))");
            }
        }

        return reset.ToString();
    }

    /// <summary>Translates one atom or assertion; says whether a quantifier may follow.</summary>
    private bool Atom()
    {
        var c = _pattern[_at];
        switch (c)
        {
            case '^':
                _at++;
                _output.Append(@"\A");
                return false;
            case '$':
                _at++;
                _output.Append(@"\z");
                return false;
            case '.':
                _at++;
                AppendClass(JsCharacterClass.LineTerminators, negated: true);
                return true;
            case '(':
                return Group();
            case '[':
                Class();
                return true;
            case '\\':
                return Escape();
            case '*' or '+' or '?':
                throw Invalid("Nothing to repeat");
            default:
                if (c == '{' && IsQuantifierAhead())
                {
                    throw Invalid("Nothing to repeat");
                }

                _at++;
                AppendLiteral(c);
                return true;
        }
    }

    private bool IsQuantifierAhead()
    {
        var at = _at;
        var found = Quantifier(out _, out _);
        _at = at;
        return found;
    }

    private bool Quantifier(out int min, out int max)
    {
        (min, max) = (0, int.MaxValue);
        if (_at >= _pattern.Length)
        {
            return false;
        }

        switch (_pattern[_at])
        {
            case '*':
                break;
            case '+':
                min = 1;
                break;
            case '?':
                max = 1;
                break;
            case '{':
                return Braces(out min, out max);
            default:
                return false;
        }

        _at++;
        return true;
    }

    private bool Braces(out int min, out int max)
    {
        var (low, end) = JsRegexGroups.ReadNumber(_pattern, _at + 1);
        (min, max) = (low, low);
        if (end == _at + 1 || end >= _pattern.Length)
        {
            return false;
        }

        if (_pattern[end] == ',')
        {
            var from = end + 1;
            (max, end) = JsRegexGroups.ReadNumber(_pattern, from);
            max = end == from ? int.MaxValue : max;
        }

        if (end >= _pattern.Length || _pattern[end] != '}')
        {
            return false;
        }

        if (max < min)
        {
            throw Invalid("numbers out of order in {} quantifier");
        }

        _at = end + 1;
        return true;
    }

    private bool Group()
    {
        if (++_nesting > MaxNesting)
        {
            throw Invalid($"groups nested deeper than {MaxNesting}");
        }

        var direction = _rightToLeft;
        var quantifiable = OpenGroup();
        Disjunction();
        if (!Peek(')'))
        {
            throw Invalid("Unterminated group");
        }

        _at++;
        _output.Append(')');
        _rightToLeft = direction;
        _nesting--;
        return quantifiable;
    }

    private bool OpenGroup()
    {
        foreach (var (opening, behind) in new[] { ("(?:", false), ("(?=", false), ("(?!", false), ("(?<=", true), ("(?<!", true) })
        {
            if (!Peek(opening))
            {
                continue;
            }

            _at += opening.Length;
            _output.Append(opening);
            _rightToLeft = opening == "(?:" ? _rightToLeft : behind;
            return !behind;
        }

        if (Peek("(?<"))
        {
            GroupName();
        }
        else if (Peek("(?"))
        {
            throw Invalid("Invalid group");
        }
        else
        {
            _at++;
        }

        _groupNumber++;
        _output.Append(_groups.Referenced.Contains(_groupNumber) ? string.Create(CultureInfo.InvariantCulture, $"(?<{_groupNumber}>") : "(?:");
        return true;
    }

    private void GroupName()
    {
        var end = _pattern.IndexOf('>', _at);
        var name = end < 0 ? "" : _pattern[(_at + 3)..end];
        if (!IsIdentifier(name))
        {
            throw Invalid("Invalid capture group name");
        }

        if (!_namesSeen.Add(name))
        {
            throw Invalid("Duplicate capture group name");
        }

        _at = end + 1;
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' || char.IsSurrogate(c));
}
