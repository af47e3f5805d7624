namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>Parses sets: bracket expressions with ranges, nesting, negation and intersection, and escapes.</summary>
internal sealed class PatternSetParser(PatternScanner scanner)
{
    private const int GreatestDepth = 16;

    private int _depth;

    /// <summary>Reads <c>[…]</c>.</summary>
    public CodePointSet ReadClass()
    {
        if (++_depth > GreatestDepth)
        {
            throw scanner.Wrong($"more than {GreatestDepth} nested sets are not supported");
        }

        scanner.Expect("[");
        if (scanner.StartsWith(":"))
        {
            throw scanner.Wrong("a POSIX class is not supported");
        }

        var isNegative = scanner.Take("^");
        var set = ReadMembers();
        while (scanner.Take("&&"))
        {
            set = set.And(ReadMembers());
        }

        scanner.Expect("]");
        _depth--;
        return isNegative ? set.Not() : set;
    }

    /// <summary>Reads an escape that stands for a set.</summary>
    public CodePointSet ReadEscape()
    {
        scanner.Expect("\\");
        var name = scanner.Next();
        return name switch
        {
            's' => CodePointClasses.Space,
            'S' => CodePointClasses.Space.Not(),
            'd' => CodePointClasses.Digit,
            'D' => CodePointClasses.Digit.Not(),
            'w' => CodePointClasses.Word,
            'W' => CodePointClasses.Word.Not(),
            'p' => ReadProperty(),
            'P' => ReadProperty().Not(),
            _ => CodePointSet.Of(CharacterOf(name)),
        };
    }

    private CodePointSet ReadMembers()
    {
        var members = new List<CodePointSet>();
        while (!scanner.IsAtEnd && !scanner.StartsWith("]") && !scanner.StartsWith("&&"))
        {
            members.Add(scanner.Peek == '[' ? ReadClass() : ReadMember());
        }

        return members.Count > 0 ? CodePointSet.Union(members) : throw scanner.Wrong("an empty set is not supported");
    }

    private CodePointSet ReadMember()
    {
        if (IsClassEscape())
        {
            return ReadEscape();
        }

        var first = ReadCharacter();
        if (!scanner.StartsWith("-") || scanner.StartsWith("-]") || scanner.StartsWith("-["))
        {
            return CodePointSet.Of(first);
        }

        scanner.Expect("-");
        if (IsClassEscape())
        {
            return CodePointSet.Union([CodePointSet.Of(first), CodePointSet.Of('-'), ReadEscape()]);
        }

        var last = ReadCharacter();
        return first <= last ? CodePointSet.Range(first, last) : throw scanner.Wrong("a range that runs backwards");
    }

    private bool IsClassEscape() => new[] { @"\s", @"\S", @"\d", @"\D", @"\w", @"\W", @"\p", @"\P" }.Any(scanner.StartsWith);

    private int ReadCharacter() => scanner.Take("\\") ? CharacterOf(scanner.Next()) : scanner.Next();

    private int CharacterOf(int escape) => escape switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'f' => '\f',
        'v' => '\v',
        'a' => '\a',
        'e' => 0x1B,
        'x' => scanner.Take("{") ? BracedHex() : scanner.Hex(2),
        'u' => scanner.Take("{") ? BracedHex() : scanner.Hex(4),
        _ when escape < 0x80 && char.IsAsciiLetterOrDigit((char)escape) => throw scanner.Wrong($"the escape '\\{(char)escape}' is not supported"),
        _ => escape,
    };

    private int BracedHex() =>
        int.TryParse(scanner.Until('}'), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value) && value is >= 0 and <= 0x10FFFF
            ? value
            : throw scanner.Wrong("a code point that is none");

    private CodePointSet ReadProperty()
    {
        var name = scanner.Take("{") ? scanner.Until('}') : ((char)scanner.Next()).ToString();
        var isNegative = name.StartsWith('^');
        var set = CodePointClasses.Find(name.TrimStart('^')) ?? throw scanner.Wrong($"the class '\\p{{{name}}}' is not supported");
        return isNegative ? set.Not() : set;
    }
}
