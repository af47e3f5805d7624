using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Templates;

/// <summary>What a token of a tag's code is.</summary>
internal enum ScriptTokenKind
{
    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A quoted text; without closing quote it goes to the end of the code.</summary>
    Text,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>A number.</summary>
    Number,

    /// <summary>The end of a statement: a line break or <c>;</c>.</summary>
    Break,

    /// <summary>One other character.</summary>
    Symbol,
}

/// <summary>A token of a tag's code.</summary>
internal readonly record struct ScriptToken(ScriptTokenKind Kind, TextSpan Span);

/// <summary>
/// Cuts a tag's code into tokens. It exists beside Scriban's lexer because a half-typed tag, which that one reads on into the text behind it,
/// is just where the editor is asked for help.
/// </summary>
internal static class ScriptTokens
{
    /// <summary>The tokens of <paramref name="code"/>, white space left out. Never fails.</summary>
    public static IReadOnlyList<ScriptToken> Read(string text, TextSpan code, TemplateLanguage language)
    {
        var tokens = new List<ScriptToken>();
        for (var position = code.Start; position < code.End;)
        {
            var end = Math.Max(position + 1, EndOf(text, position, code.End, language, out var kind));
            if (kind is { } found)
            {
                tokens.Add(new ScriptToken(found, new TextSpan(position, end)));
            }

            position = end;
        }

        return tokens;
    }

    /// <summary>True for a character that a name may begin with.</summary>
    public static bool IsNameStart(char character) => char.IsLetter(character) || character is '_' or '$';

    private static int EndOf(string text, int start, int end, TemplateLanguage language, out ScriptTokenKind? kind)
    {
        var first = text[start];
        switch (first)
        {
            case '\n' or '\r' or ';':
                kind = ScriptTokenKind.Break;
                return start + 1;
            case '"' or '\'' or '`':
                kind = ScriptTokenKind.Text;
                return TextEnd(text, start, end, language);
            case '#' when language == TemplateLanguage.Scriban:
                kind = ScriptTokenKind.Comment;
                return CommentEnd(text, start, end);
        }

        if (char.IsWhiteSpace(first))
        {
            kind = null;
            return start + 1;
        }

        if (IsNameStart(first))
        {
            kind = ScriptTokenKind.Name;
            return While(text, start, end, character => char.IsLetterOrDigit(character) || character is '_' or '$');
        }

        kind = char.IsAsciiDigit(first) ? ScriptTokenKind.Number : ScriptTokenKind.Symbol;
        return kind == ScriptTokenKind.Number ? While(text, start, end, char.IsLetterOrDigit) : start + 1;
    }

    private static int While(string text, int start, int end, Func<char, bool> belongs)
    {
        var position = start;
        while (position < end && belongs(text[position]))
        {
            position++;
        }

        return position;
    }

    private static int TextEnd(string text, int start, int end, TemplateLanguage language)
    {
        for (var position = start + 1; position < end; position++)
        {
            if (text[position] == text[start])
            {
                return position + 1;
            }

            if (text[position] == '\\' && text[start] != '`' && language == TemplateLanguage.Scriban)
            {
                position++;
            }
        }

        return end;
    }

    private static int CommentEnd(string text, int start, int end)
    {
        var isMultiLine = start + 1 < end && text[start + 1] == '#';
        var close = isMultiLine
            ? text.IndexOf("##", start + 2, Math.Max(0, end - start - 2), StringComparison.Ordinal)
            : text.IndexOf('\n', start, end - start);
        return close < 0 ? end : isMultiLine ? close + 2 : close;
    }
}
