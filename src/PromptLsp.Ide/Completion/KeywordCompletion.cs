using PromptLsp.Ide.Templates;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Ide.Completion;

/// <summary>Completion of the words of the template languages, blocks with their end.</summary>
internal static class KeywordCompletion
{
    private static readonly (string Word, string Head, string About)[] _scribanBlocks =
    [
        ("if", "if ${1:condition}", "Renders what follows where the condition holds."),
        ("for", "for ${1:item} in ${2:list}", "Renders what follows once for each item."),
        ("while", "while ${1:condition}", "Renders what follows as long as the condition holds."),
        ("capture", "capture ${1:name}", "Keeps what follows in a variable instead of writing it."),
        ("case", "case ${1:value} }}{{ when ${2:match}", "Renders the part whose value matches."),
        ("with", "with ${1:object}", "Makes the members of an object variables."),
        ("func", "func ${1:name}(${2:parameters})", "Makes a function of what follows."),
    ];

    private static readonly (string Word, string Head, string About)[] _liquidBlocks =
    [
        ("if", "if ${1:condition}", "Renders what follows where the condition holds."),
        ("unless", "unless ${1:condition}", "Renders what follows where the condition does not hold."),
        ("for", "for ${1:item} in ${2:list}", "Renders what follows once for each item."),
        ("capture", "capture ${1:name}", "Keeps what follows in a variable instead of writing it."),
        ("case", "case ${1:value} %}{% when ${2:match}", "Renders the part whose value matches."),
        ("comment", "comment", "Text that is not sent."),
        ("raw", "raw", "Text whose brackets are no tags."),
    ];

    private static readonly (string Word, string About)[] _scribanWords =
    [
        ("else", "The other part of a block."),
        ("else if", "Another condition."),
        ("when", "Another match of a case."),
        ("end", "Closes a block."),
        ("break", "Leaves the loop."),
        ("continue", "Goes on with the loop's next turn."),
        ("ret", "Leaves the template or function, with a value where one follows."),
    ];

    private static readonly (string Word, string About)[] _liquidWords =
    [
        ("else", "The other part of a block."),
        ("elsif", "Another condition."),
        ("when", "Another match of a case."),
        ("break", "Leaves the loop."),
        ("continue", "Goes on with the loop's next turn."),
        ("assign", "Gives a variable a value."),
        ("include", "Renders a partial of the workspace in this place."),
    ];

    /// <summary>The words that begin a statement.</summary>
    public static IEnumerable<CompletionItem> Complete(SourceText source, TemplateSyntax template, TemplateCaret caret)
    {
        var isLiquid = caret.Language == TemplateLanguage.Liquid;
        foreach (var (word, head, about) in isLiquid ? _liquidBlocks : _scribanBlocks)
        {
            yield return Block(source, caret, word, head, about);
        }

        foreach (var (word, about) in isLiquid ? _liquidWords.Concat(Ends(template, caret)) : _scribanWords)
        {
            yield return Word(caret, word, about);
        }
    }

    /// <summary>The words that can stand inside an expression.</summary>
    public static IEnumerable<CompletionItem> Inside(TemplateCaret caret)
    {
        string[] words = caret.Language == TemplateLanguage.Liquid ? ["and", "or", "in", "contains", "true", "false", "nil", "empty", "blank"] : ["in", "true", "false", "null"];
        return words.Select(word => Word(caret, word, null));
    }

    /// <summary>The ends of the blocks around the caret, the innermost first.</summary>
    private static IEnumerable<(string Word, string About)> Ends(TemplateSyntax template, TemplateCaret caret) =>
        template.Blocks.Reverse()
            .Where(block => block.Span.Start < caret.Tag.Span.Start && caret.Tag.Span.Start <= block.Span.End)
            .Select(block => ("end" + block.Keyword, $"Closes `{block.Keyword}`."))
            .Distinct();

    private static CompletionItem Word(TemplateCaret caret, string word, string? about) =>
        new(word, CompletionKind.Keyword, new TextEdit(caret.Word, word)) { Documentation = about, SortText = "4" + word };

    /// <summary>
    /// A block. Where nothing else stands in the tag it comes whole, with body and end: the edit then takes the tag's own closing bracket in, since
    /// editors put one there when the tag is opened.
    /// </summary>
    private static CompletionItem Block(SourceText source, TemplateCaret caret, string word, string head, string about)
    {
        var line = source.Lines.SpanOf(source.Lines.LineOf(caret.Word.Start));
        if (!caret.IsLast(source.Text) || (caret.Tag.IsClosed && caret.Tag.Span.End > line.End))
        {
            return Word(caret, word, about);
        }

        var span = new TextSpan(caret.Word.Start, caret.Tag.IsClosed ? caret.Tag.Span.End : caret.Word.End);
        var (open, close) = caret.Tag.Kind == TemplateTagKind.LiquidTag ? ("{%", "%}") : ("{{", "}}");
        var end = caret.Tag.Kind == TemplateTagKind.LiquidTag ? "end" + word : "end";
        var space = caret.Word.Start > 0 && char.IsWhiteSpace(source.Text[caret.Word.Start - 1]) ? "" : " ";
        var plain = $"{space}{word} {close}{open} {end} {close}";
        // In the syntax of snippets `}` needs no escape outside a placeholder, and `$` stands in none of these texts.
        return new CompletionItem(word, CompletionKind.Snippet, new TextEdit(span, $"{space}{head} {close}$0{open} {end} {close}"))
        {
            Detail = $"{word} … {end}",
            Documentation = about,
            IsSnippet = true,
            PlainText = plain,
            SortText = "4" + word,
        };
    }
}
