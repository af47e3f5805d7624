using System.Collections.Immutable;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Templates;

/// <summary>What can be written where a caret stands in a tag.</summary>
internal enum CaretPlace
{
    /// <summary>The first word of a statement.</summary>
    Statement,

    /// <summary>A value.</summary>
    Expression,

    /// <summary>A member, behind a dot.</summary>
    Member,

    /// <summary>A function, behind a pipe.</summary>
    Filter,

    /// <summary>A name of the author's own, as behind <c>for</c>.</summary>
    NewName,

    /// <summary>Inside a text.</summary>
    Text,

    /// <summary>Inside a comment, or a number.</summary>
    Nothing,
}

/// <summary>A link of a chain such as <c>docs[0].text</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsIndexed">True where an index follows it.</param>
internal sealed record ChainLink(string Name, bool IsIndexed);

/// <summary>A place in a tag's code, read from the text alone: works in code that cannot be parsed.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Language">Its language.</param>
/// <param name="Place">What can be written.</param>
/// <param name="Word">The name or text that the caret touches; empty at the caret where there is none.</param>
/// <param name="Chain">For a member: what stands before its dot, outermost first.</param>
/// <param name="Tokens">The tokens of the tag.</param>
/// <param name="Index">Where the word is, or would be, in <paramref name="Tokens"/>.</param>
internal sealed record TemplateCaret(
    TemplateTag Tag,
    TemplateLanguage Language,
    CaretPlace Place,
    TextSpan Word,
    ImmutableArray<ChainLink> Chain,
    IReadOnlyList<ScriptToken> Tokens,
    int Index)
{
    private static readonly HashSet<string> _valueWords = ["in", "and", "or", "not", "contains", "if", "elsif", "unless", "while", "case", "when", "ret", "with", "import"];

    /// <summary>The caret in a template; null where it stands in no tag.</summary>
    /// <param name="text">The text that the template's offsets are offsets of.</param>
    /// <param name="template">The template.</param>
    /// <param name="offset">Where the caret stands, 0 to the text's length.</param>
    public static TemplateCaret? At(string text, TemplateSyntax template, int offset)
    {
        if (template.TagAt(offset) is not { } tag)
        {
            return null;
        }

        var tokens = ScriptTokens.Read(text, tag.Code, template.Language);
        var index = 0;
        while (index < tokens.Count && IsBefore(text, tokens[index], offset))
        {
            index++;
        }

        var word = index < tokens.Count && Touches(tokens[index], offset) ? tokens[index].Span : new TextSpan(offset, offset);
        var (place, chain) = PlaceOf(text, tag, tokens, index, word);
        return new TemplateCaret(tag, template.Language, place, word, chain, tokens, index);
    }

    /// <summary>The name token before the word, statement breaks not passed; null where there is none.</summary>
    public string? NameBefore(string text) =>
        Index > 0 && Tokens[Index - 1].Kind == ScriptTokenKind.Name ? text[Tokens[Index - 1].Span.Start..Tokens[Index - 1].Span.End] : null;

    /// <summary>True where nothing but white space stands behind the word in its tag.</summary>
    public bool IsLast(string text) => text.AsSpan(Word.End, Math.Max(0, Tag.Code.End - Word.End)).IsWhiteSpace();

    private static bool IsBefore(string text, ScriptToken token, int offset) =>
        token.Kind is ScriptTokenKind.Name or ScriptTokenKind.Number ? token.Span.End < offset : token.Span.End <= offset && !IsOpenText(text, token);

    private static bool IsOpenText(string text, ScriptToken token) =>
        token.Kind == ScriptTokenKind.Text && (token.Span.Length == 1 || text[token.Span.End - 1] != text[token.Span.Start]);

    private static bool Touches(ScriptToken token, int offset) => token.Kind switch
    {
        ScriptTokenKind.Name or ScriptTokenKind.Number => token.Span.Touches(offset),
        ScriptTokenKind.Text or ScriptTokenKind.Comment => offset > token.Span.Start && offset <= token.Span.End,
        _ => false,
    };

    private static (CaretPlace Place, ImmutableArray<ChainLink> Chain) PlaceOf(
        string text, TemplateTag tag, IReadOnlyList<ScriptToken> tokens, int index, TextSpan word)
    {
        if (!word.IsEmpty && tokens[index].Kind is var kind and not ScriptTokenKind.Name)
        {
            return (kind == ScriptTokenKind.Text ? CaretPlace.Text : CaretPlace.Nothing, []);
        }

        if (index == 0 || tokens[index - 1].Kind == ScriptTokenKind.Break)
        {
            return (CaretPlace.Statement, []);
        }

        var before = tokens[index - 1];
        var written = text[before.Span.Start..before.Span.End];
        if (before.Kind == ScriptTokenKind.Comment)
        {
            return (text[before.Span.End - 1] == '#' ? CaretPlace.Statement : CaretPlace.Nothing, []);
        }

        return written switch
        {
            "." => (CaretPlace.Member, ChainBefore(text, tokens, index - 1)),
            "|" => (index > 1 && written == Text(text, tokens[index - 2]) ? CaretPlace.Expression : CaretPlace.Filter, []),
            "for" or "tablerow" or "capture" or "func" or "assign" when IsStatementStart(tokens, index - 1) => (CaretPlace.NewName, []),
            _ => (IsValue(before) && !_valueWords.Contains(written) && tag.Kind == TemplateTagKind.LiquidTag ? CaretPlace.Nothing : CaretPlace.Expression, []),
        };
    }

    private static bool IsStatementStart(IReadOnlyList<ScriptToken> tokens, int index) => index == 0 || tokens[index - 1].Kind == ScriptTokenKind.Break;

    private static bool IsValue(ScriptToken token) => token.Kind is ScriptTokenKind.Text or ScriptTokenKind.Number;

    private static string Text(string text, ScriptToken token) => text[token.Span.Start..token.Span.End];

    /// <summary>The chain that ends before the dot at <paramref name="dot"/>; empty where it begins with no name.</summary>
    private static ImmutableArray<ChainLink> ChainBefore(string text, IReadOnlyList<ScriptToken> tokens, int dot)
    {
        var links = ImmutableArray.CreateBuilder<ChainLink>();
        for (var i = dot - 1; i >= 0; i -= 2)
        {
            var isIndexed = Text(text, tokens[i]) == "]";
            if (isIndexed)
            {
                i = Opening(text, tokens, i) - 1;
            }

            if (i < 0 || tokens[i].Kind != ScriptTokenKind.Name)
            {
                return [];
            }

            links.Insert(0, new ChainLink(Text(text, tokens[i]), isIndexed));
            if (i == 0 || Text(text, tokens[i - 1]) != ".")
            {
                break;
            }
        }

        return links.ToImmutable();
    }

    private static int Opening(string text, IReadOnlyList<ScriptToken> tokens, int close)
    {
        var depth = 0;
        for (var i = close; i >= 0; i--)
        {
            depth += Text(text, tokens[i]) switch { "]" => 1, "[" => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return 0;
    }
}
