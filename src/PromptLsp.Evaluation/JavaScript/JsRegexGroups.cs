namespace PromptLsp.Evaluation.JavaScript;

/// <summary>The capturing groups of a pattern and which of them something refers to, found before it is translated.</summary>
internal sealed class JsRegexGroups
{
    private readonly List<string> _namedReferences = [];
    private readonly List<int> _numbered = [];

    private JsRegexGroups()
    {
    }

    /// <summary>Number of capturing groups.</summary>
    public int Count { get; private set; }

    /// <summary>Group numbers by name.</summary>
    public Dictionary<string, int> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The groups that a back reference means.</summary>
    public HashSet<int> Referenced { get; } = [];

    /// <summary>Looks through a pattern; what is not well formed is left to the translator.</summary>
    public static JsRegexGroups Scan(string pattern)
    {
        var groups = new JsRegexGroups();
        for (var i = 0; i < pattern.Length; i++)
        {
            i = pattern[i] switch
            {
                '\\' => groups.ScanEscape(pattern, i),
                '[' => SkipClass(pattern, i),
                '(' => groups.ScanGroup(pattern, i),
                _ => i,
            };
        }

        groups.Referenced.UnionWith(groups._numbered.Where(number => number <= groups.Count));
        groups.Referenced.UnionWith(groups._namedReferences.Where(groups.Names.ContainsKey).Select(name => groups.Names[name]));
        return groups;
    }

    /// <summary>Reads the digits from <paramref name="at"/>; numbers too large to be a group are cut to the greatest.</summary>
    public static (int Value, int End) ReadNumber(string pattern, int at)
    {
        long value = 0;
        while (at < pattern.Length && char.IsAsciiDigit(pattern[at]))
        {
            value = Math.Min(int.MaxValue, (value * 10) + pattern[at] - '0');
            at++;
        }

        return ((int)value, at);
    }

    private static int SkipClass(string pattern, int at)
    {
        for (var i = at + 1; i < pattern.Length; i++)
        {
            if (pattern[i] == ']')
            {
                return i;
            }

            i += pattern[i] == '\\' ? 1 : 0;
        }

        return pattern.Length;
    }

    private int ScanEscape(string pattern, int at)
    {
        if (at + 1 >= pattern.Length)
        {
            return at;
        }

        var c = pattern[at + 1];
        if (c is >= '1' and <= '9')
        {
            _numbered.Add(ReadNumber(pattern, at + 1).Value);
        }
        else if (c == 'k' && at + 2 < pattern.Length && pattern[at + 2] == '<')
        {
            var end = pattern.IndexOf('>', at);
            if (end > 0)
            {
                _namedReferences.Add(pattern[(at + 3)..end]);
            }
        }

        return at + 1;
    }

    private int ScanGroup(string pattern, int at)
    {
        if (at + 1 >= pattern.Length || pattern[at + 1] != '?')
        {
            Count++;
            return at;
        }

        if (at + 3 < pattern.Length && pattern[at + 2] == '<' && pattern[at + 3] is not ('=' or '!'))
        {
            Count++;
            var end = pattern.IndexOf('>', at);
            if (end > 0)
            {
                Names.TryAdd(pattern[(at + 3)..end], Count);
            }
        }

        return at;
    }
}
