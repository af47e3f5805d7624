using PromptLsp.Models.ChatTemplates.Syntax;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>What methods and filters do to texts, the origin of each character kept.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class TextOperations(RenderState state)
{
    /// <summary>Takes characters away at the ends: white space, or those of <paramref name="characters"/>.</summary>
    public TextValue Strip(TextValue text, string? characters, bool atStart, bool atEnd)
    {
        if (characters is not null && PythonText.CodePointStarts(characters) is not null)
        {
            throw state.Unsupported("stripping characters above U+FFFF");
        }

        var (start, end) = (0, text.Length);
        while (atStart && start < end && IsStripped(text.Text[start]))
        {
            start++;
        }

        while (atEnd && end > start && IsStripped(text.Text[end - 1]))
        {
            end--;
        }

        return text.Slice(start, end - start);

        bool IsStripped(char character) => characters is null ? PythonCharacters.IsSpace(character) : characters.Contains(character);
    }

    /// <summary>The parts between a separator, or between runs of white space.</summary>
    public IReadOnlyList<Value> Split(TextValue text, string? separator, long most, bool fromEnd)
    {
        if (separator is { Length: 0 })
        {
            throw state.Fail("the separator of 'split' must not be empty.");
        }

        if (fromEnd && most >= 0)
        {
            return SplitFromEnd(text, separator ?? throw state.Unsupported("'rsplit' at white space with a limit"), most);
        }

        return separator is null ? SplitWhiteSpace(text, most) : SplitAt(text, separator, most);
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<Value> SplitLines(TextValue text, bool keepsEnds)
    {
        var lines = new List<Value>();
        for (var start = 0; start < text.Length;)
        {
            state.Step();
            var end = start;
            while (end < text.Length && !PythonCharacters.IsLineEnd(text.Text[end]))
            {
                end++;
            }

            var next = Math.Min(text.Length, string.CompareOrdinal(text.Text, end, "\r\n", 0, 2) == 0 ? end + 2 : end + 1);
            lines.Add(text.Slice(start, (keepsEnds ? next : end) - start));
            start = next;
        }

        return lines;
    }

    /// <summary>Puts another text in the place of the first <paramref name="most"/> occurrences, of all where negative.</summary>
    public TextValue Replace(TextValue text, string old, TextValue replacement, long most)
    {
        if (old.Length == 0)
        {
            throw state.Unsupported("replacing the empty text");
        }

        var builder = new TextBuilder(state);
        var start = 0;
        for (var at = text.Text.IndexOf(old, StringComparison.Ordinal); at >= 0 && most-- != 0; at = text.Text.IndexOf(old, start, StringComparison.Ordinal))
        {
            state.Step();
            builder.Append(text, start, at - start);
            builder.Append(replacement);
            start = at + old.Length;
        }

        builder.Append(text, start, text.Length - start);
        return builder.ToValue();
    }

    /// <summary>Texts with a separator between them.</summary>
    public TextValue Join(TextValue separator, IReadOnlyList<Value> items, bool mustBeText)
    {
        var builder = new TextBuilder(state);
        for (var index = 0; index < items.Count; index++)
        {
            state.Step();
            if (mustBeText && items[index] is not TextValue)
            {
                throw state.Fail($"'join' takes texts, not {items[index].TypeName}.");
            }

            if (index > 0)
            {
                builder.Append(separator);
            }

            builder.Append(PythonText.Str(state, items[index]));
        }

        return builder.ToValue();
    }

    public TextValue Upper(TextValue text) => text.WithText(Known(text.Text, isUpper: true).ToUpperInvariant());

    public TextValue Lower(TextValue text) => text.WithText(Known(text.Text, isUpper: false).ToLowerInvariant());

    /// <summary>The first letter great, the others small.</summary>
    public TextValue Capitalize(TextValue text)
    {
        var first = text.Length > 1 && char.IsSurrogatePair(text.Text[0], text.Text[1]) ? 2 : Math.Min(1, text.Length);
        return new Operators(state).Concatenate(Upper(text.Slice(0, first)), Lower(text.Slice(first, text.Length - first)));
    }

    /// <summary>Refuses the few characters whose other case is several characters, another one in Python, or depends on the neighbours.</summary>
    private string Known(string text, bool isUpper)
    {
        foreach (var character in text)
        {
            var isSpecial = isUpper
                ? character is 'ß' or 'ŉ' or 'ǰ' or 'ΐ' or 'ΰ' or 'և' or 'ı' or 'µ' or (>= '\u01C4' and <= '\u01CC') or (>= '\u01F1' and <= '\u01F3')
                    or (>= '\u1E96' and <= '\u1E9B') or (>= '\u1F50' and <= '\u1FFC') or (>= '\uFB00' and <= '\uFB17')
                : character is 'İ' or 'Σ';
            if (isSpecial)
            {
                throw state.Unsupported($"the other case of '{character}'");
            }
        }

        return text;
    }

    private List<Value> SplitAt(TextValue text, string separator, long most)
    {
        var parts = new List<Value>();
        var start = 0;
        for (var at = text.Text.IndexOf(separator, StringComparison.Ordinal); at >= 0 && most-- != 0; at = text.Text.IndexOf(separator, start, StringComparison.Ordinal))
        {
            state.Step();
            parts.Add(text.Slice(start, at - start));
            start = at + separator.Length;
        }

        parts.Add(text.Slice(start, text.Length - start));
        return parts;
    }

    private List<Value> SplitFromEnd(TextValue text, string separator, long most)
    {
        var parts = new List<Value>();
        var end = text.Length;
        while (most-- > 0 && text.Text.AsSpan(0, end).LastIndexOf(separator) is >= 0 and var at)
        {
            state.Step();
            parts.Add(text.Slice(at + separator.Length, end - at - separator.Length));
            end = at;
        }

        parts.Add(text.Slice(0, end));
        parts.Reverse();
        return parts;
    }

    private List<Value> SplitWhiteSpace(TextValue text, long most)
    {
        var parts = new List<Value>();
        for (var start = Skip(0, isSpace: true); start < text.Length;)
        {
            state.Step();
            if (most >= 0 && parts.Count == most)
            {
                parts.Add(text.Slice(start, text.Length - start));
                return parts;
            }

            var end = Skip(start, isSpace: false);
            parts.Add(text.Slice(start, end - start));
            start = Skip(end, isSpace: true);
        }

        return parts;

        int Skip(int at, bool isSpace)
        {
            while (at < text.Length && PythonCharacters.IsSpace(text.Text[at]) == isSpace)
            {
                at++;
            }

            return at;
        }
    }
}
