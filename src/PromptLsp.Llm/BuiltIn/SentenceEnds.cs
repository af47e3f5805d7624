namespace PromptLsp.Llm.BuiltIn;

/// <summary>
/// Finds the ends of sentences in a paragraph: a mark that ends sentences, closing quotes and brackets, then white space and something that may begin
/// one. Abbreviations, initials, numbers, code spans and links end nothing.
/// </summary>
internal static class SentenceEnds
{
    private static readonly HashSet<string> _abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "e.g", "i.e", "etc", "vs", "cf", "mr", "mrs", "ms", "dr", "prof", "approx", "fig", "no", "nos", "vol", "ed", "p", "pp", "inc", "ltd", "co", "resp", "incl",
    };

    /// <summary>The sentences of <paramref name="text"/>; together they leave out white space only.</summary>
    public static IEnumerable<Range> Cut(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            var next = SkipWhole(text, i);
            if (next > i)
            {
                i = next;
                continue;
            }

            i++;
            if (IsEnd(text, i - 1, ref i))
            {
                yield return start..i;
                start = i;
            }
        }

        if (start < text.Length)
        {
            yield return start..text.Length;
        }
    }

    // Behind a code span or a link's target that begins at i; i itself where none does.
    private static int SkipWhole(string text, int i)
    {
        if (text[i] == '`')
        {
            var run = 1;
            while (i + run < text.Length && text[i + run] == '`')
            {
                run++;
            }

            var close = FindRun(text, i + run, run);
            return close < 0 ? i + run : close + run;
        }

        if (text[i] == '(' && i > 0 && text[i - 1] == ']')
        {
            var close = text.IndexOf(')', i);
            return close < 0 ? i : close + 1;
        }

        return i;
    }

    private static int FindRun(string text, int from, int length)
    {
        for (var i = from; i < text.Length;)
        {
            if (text[i] != '`')
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && text[i] == '`')
            {
                i++;
            }

            if (i - start == length)
            {
                return start;
            }
        }

        return -1;
    }

    private static bool IsEnd(string text, int mark, ref int end)
    {
        if (text[mark] is '。' or '！' or '？')
        {
            return true;
        }

        if (text[mark] is not ('.' or '!' or '?' or '…'))
        {
            return false;
        }

        var i = mark + 1;
        while (i < text.Length && text[i] is '.' or '!' or '?' or '"' or '\'' or '”' or '’' or ')' or ']' or '*' or '_')
        {
            i++;
        }

        if (i == text.Length || !char.IsWhiteSpace(text[i]))
        {
            return false;
        }

        var next = i;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next == text.Length || char.IsLower(text[next]) || (text[mark] == '.' && i == mark + 1 && IsAbbreviation(text, mark)))
        {
            return false;
        }

        end = i;
        return true;
    }

    private static bool IsAbbreviation(string text, int dot)
    {
        var start = dot;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var word = text[start..dot];
        return (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I') || _abbreviations.Contains(word);
    }
}
