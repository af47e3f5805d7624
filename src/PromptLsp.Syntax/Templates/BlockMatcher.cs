using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using Scriban.Parsing;

namespace PromptLsp.Syntax.Templates;

/// <summary>Pairs the words that open blocks with those that close them: Scriban reports a missing end at the end of the file, where nobody looks.</summary>
internal static class BlockMatcher
{
    private static readonly HashSet<string> _scribanOpeners = ["if", "for", "while", "case", "capture", "with", "wrap", "func", "tablerow"];
    private static readonly HashSet<string> _liquidOpeners = ["if", "unless", "for", "case", "capture", "tablerow", "ifchanged"];

    /// <summary>The blocks, and a diagnostic for each opening and each end that has no partner.</summary>
    public static (ImmutableArray<TemplateBlock> Blocks, ImmutableArray<Diagnostic> Diagnostics) Match(
        string text, ImmutableArray<TemplateTag> tags, TemplateLanguage language)
    {
        var open = new Stack<(string Word, TextSpan Span)>();
        var blocks = new List<TemplateBlock>();
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var (word, span) in StatementWords(text, tags, language))
        {
            if (IsOpening(word, language))
            {
                open.Push((word, span));
            }
            else if (IsEnd(word, language))
            {
                Close(word, span, open, blocks, diagnostics);
            }
        }

        foreach (var (word, span) in open)
        {
            var end = language == TemplateLanguage.Liquid ? $"{{% end{word} %}}" : "{{ end }}";
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.UnbalancedBlock, DiagnosticSeverity.Error, span, $"This `{word}` has no end. Close the block with `{end}`."));
            blocks.Add(new TemplateBlock(word, span, new TextSpan(span.Start, text.Length)));
        }

        return ([.. blocks.OrderBy(block => block.Opening.Start)], diagnostics.ToImmutable());
    }

    private static void Close(
        string word,
        TextSpan span,
        Stack<(string Word, TextSpan Span)> open,
        List<TemplateBlock> blocks,
        ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (open.Count == 0)
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.UnbalancedBlock, DiagnosticSeverity.Error, span, $"This `{word}` closes nothing. Remove it, or open its block before."));
            return;
        }

        var (opening, openingSpan) = open.Pop();
        blocks.Add(new TemplateBlock(opening, openingSpan, new TextSpan(openingSpan.Start, span.End)));
        if (word.Length > 3 && word[3..] != opening)
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.UnbalancedBlock, DiagnosticSeverity.Error, span, $"`{word}` closes `{opening}`. Write `end{opening}`, or close the blocks in their order."));
        }
    }

    private static bool IsOpening(string word, TemplateLanguage language) =>
        (language == TemplateLanguage.Liquid ? _liquidOpeners : _scribanOpeners).Contains(word);

    private static bool IsEnd(string word, TemplateLanguage language) =>
        language == TemplateLanguage.Liquid ? word.StartsWith("end", StringComparison.Ordinal) && _liquidOpeners.Contains(word[3..]) : word == "end";

    private static IEnumerable<(string Word, TextSpan Span)> StatementWords(string text, ImmutableArray<TemplateTag> tags, TemplateLanguage language)
    {
        foreach (var tag in tags)
        {
            if (!tag.IsClosed || tag.UnterminatedString is not null)
            {
                continue;
            }

            if (language == TemplateLanguage.Liquid && tag.Kind == TemplateTagKind.LiquidTag)
            {
                yield return FirstWord(text, tag.Code);
            }
            else if (language == TemplateLanguage.Scriban && tag.Kind == TemplateTagKind.Code)
            {
                foreach (var word in ScribanWords(text, tag.Code))
                {
                    yield return word;
                }
            }
        }
    }

    private static (string Word, TextSpan Span) FirstWord(string text, TextSpan code)
    {
        var start = code.Start;
        while (start < code.End && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = start;
        while (end < code.End && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return (text[start..end], new TextSpan(start, end));
    }

    /// <summary>The words at the beginning of statements, and each <c>do</c> of an anonymous function, as the word <c>func</c>.</summary>
    private static IEnumerable<(string Word, TextSpan Span)> ScribanWords(string text, TextSpan code)
    {
        var source = text.Substring(code.Start, code.Length);
        var tokens = new Lexer(source, options: new LexerOptions { Mode = ScriptMode.ScriptOnly })
            .Where(token => token.Type is not (TokenType.Comment or TokenType.CommentMulti))
            .ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var previous = i == 0 ? TokenType.NewLine : tokens[i - 1].Type;
            var isMember = i + 1 < tokens.Count && tokens[i + 1].Type == TokenType.Dot;
            if (token.Type != TokenType.Identifier || isMember || previous == TokenType.Dot)
            {
                // `for.index` reads a loop's variable, `x.end` a member: neither is a keyword.
                continue;
            }

            var word = token.GetText(source);
            var span = new TextSpan(code.Start + token.Start.Offset, code.Start + Math.Min(token.End.Offset + 1, source.Length));
            if (previous is TokenType.NewLine or TokenType.SemiColon)
            {
                yield return (word, span);
            }
            else if (word == "do")
            {
                yield return ("func", span);
            }
        }
    }
}
