namespace PromptLsp.Models.Tokenization.Patterns;

/// <summary>
/// Parses the regular expressions of tokenizers: the common ground of Oniguruma, as Hugging Face tokenizers uses it, and of Rust's. What is not in it is
/// refused by name.
/// </summary>
internal sealed class PatternParser
{
    private const int GreatestDepth = 32;

    private readonly PatternScanner _scanner;
    private readonly PatternSetParser _sets;
    private int _depth;
    private bool _ignoresCase;

    private PatternParser(string pattern)
    {
        _scanner = new PatternScanner(pattern);
        _sets = new PatternSetParser(_scanner);
    }

    /// <summary>Parses a whole pattern.</summary>
    /// <exception cref="PatternSyntaxException">It is broken or uses what is not supported.</exception>
    public static PatternNode Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var node = parser.ReadAlternation();
        return parser._scanner.IsAtEnd ? node : throw parser._scanner.Wrong("a ')' too many");
    }

    private PatternNode ReadAlternation()
    {
        if (++_depth > GreatestDepth)
        {
            throw _scanner.Wrong($"more than {GreatestDepth} nested groups are not supported");
        }

        var before = _ignoresCase;
        var choices = new List<PatternNode> { ReadSequence() };
        while (_scanner.Take("|"))
        {
            choices.Add(ReadSequence());
        }

        _depth--;
        _ignoresCase = before;
        return choices.Count == 1 ? choices[0] : new AlternationNode(choices);
    }

    private SequenceNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (!_scanner.IsAtEnd && _scanner.Peek is not ('|' or ')'))
        {
            if (_scanner.Take("(?i)"))
            {
                _ignoresCase = true;
                continue;
            }

            parts.Add(ReadQuantifiers(ReadAtom()));
        }

        return new SequenceNode(parts);
    }

    private PatternNode ReadAtom() => _scanner.Peek switch
    {
        '(' => ReadGroup(),
        '[' => Set(_sets.ReadClass()),
        '\\' => ReadEscape(),
        '.' => TakeAnd(".", new SetNode(new CodePointSet(codePoint => codePoint != '\n'))),
        '^' => TakeAnd("^", new PlaceNode(PatternPlace.LineStart)),
        '$' => TakeAnd("$", new PlaceNode(PatternPlace.LineEnd)),
        '*' or '+' or '?' => throw _scanner.Wrong("there is nothing to repeat"),
        _ => Set(CodePointSet.Of(_scanner.Next())),
    };

    private PatternNode ReadEscape()
    {
        (string Escape, PatternPlace Place)[] places =
        [
            (@"\b", PatternPlace.WordBoundary), (@"\B", PatternPlace.NoWordBoundary), (@"\A", PatternPlace.Start),
            (@"\z", PatternPlace.End), (@"\Z", PatternPlace.LastLineEnd),
        ];
        foreach (var (escape, place) in places)
        {
            if (_scanner.Take(escape))
            {
                return new PlaceNode(place);
            }
        }

        return Set(_sets.ReadEscape());
    }

    private PatternNode ReadGroup()
    {
        _scanner.Expect("(");
        if (!_scanner.Take("?"))
        {
            return Close(ReadAlternation());
        }

        if (_scanner.Take("i:"))
        {
            var before = _ignoresCase;
            _ignoresCase = true;
            var node = Close(ReadAlternation());
            _ignoresCase = before;
            return node;
        }

        return _scanner.Take(":") ? Close(ReadAlternation())
            : _scanner.Take("=") ? new LookNode(Close(ReadAlternation()), false, false)
            : _scanner.Take("!") ? new LookNode(Close(ReadAlternation()), false, true)
            : _scanner.Take("<=") ? Behind(Close(ReadAlternation()), false)
            : _scanner.Take("<!") ? Behind(Close(ReadAlternation()), true)
            : _scanner.Take(">") ? new AtomicNode(Close(ReadAlternation()))
            : throw _scanner.Wrong($"a group '(?{_scanner.Peek}' is not supported");
    }

    private LookNode Behind(PatternNode part, bool isNegative) => part.Fixed >= 0
        ? new LookNode(part, true, isNegative)
        : throw _scanner.Wrong("looking behind for a varying number of characters is not supported");

    private PatternNode Close(PatternNode node)
    {
        _scanner.Expect(")");
        return node;
    }

    private PatternNode ReadQuantifiers(PatternNode node)
    {
        while (TryReadQuantifier(out var minimum, out var maximum, out var isCounted))
        {
            var mode = _scanner.Take("?") ? RepeatMode.Lazy
                : _scanner.Peek != '+' ? RepeatMode.Greedy
                : isCounted ? throw _scanner.Wrong("'+' behind '{…}' is not supported: engines differ about it")
                : TakeAnd("+", RepeatMode.Possessive);
            if (node is not SetNode && node.Least == 0 && maximum > 1)
            {
                throw _scanner.Wrong("repeating what may be empty is not supported");
            }

            node = new RepeatNode(node, minimum, maximum, mode);
        }

        return node;
    }

    private bool TryReadQuantifier(out int minimum, out int maximum, out bool isCounted)
    {
        (minimum, maximum, isCounted) = _scanner.Take("*") ? (0, int.MaxValue, false)
            : _scanner.Take("+") ? (1, int.MaxValue, false)
            : _scanner.Take("?") ? (0, 1, false)
            : (-1, -1, _scanner.Take("{"));
        if (!isCounted)
        {
            return minimum >= 0;
        }

        minimum = _scanner.Number();
        maximum = !_scanner.Take(",") ? minimum : _scanner.Peek == '}' ? int.MaxValue : _scanner.Number();
        minimum = Math.Max(minimum, 0);
        _scanner.Expect("}");
        return maximum >= minimum ? true : throw _scanner.Wrong("a count that is no count");
    }

    private SetNode Set(CodePointSet set) => new(_ignoresCase ? set.IgnoringCase() : set);

    private T TakeAnd<T>(string text, T result)
    {
        _scanner.Expect(text);
        return result;
    }
}
