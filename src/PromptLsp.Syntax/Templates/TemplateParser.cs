using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using Scriban;
using Scriban.Parsing;

namespace PromptLsp.Syntax.Templates;

/// <summary>
/// The one place that calls Scriban's lexer and parser. What they leave to the caller is done here: unclosed tags and strings are found and kept
/// from swallowing the text behind them, a missing end is told where its block opens, and spans are those of the whole document.
/// </summary>
public static class TemplateParser
{
    /// <summary>A character of the private use area: stands for each character of a tag that cannot be parsed, so that all offsets stay.</summary>
    private const char Mask = '\uE000';

    /// <summary>Deepest nesting of expressions and blocks.</summary>
    public const int MaxDepth = 200;

    /// <summary>Parses the template in <paramref name="text"/> from <paramref name="start"/> to its end. Never fails.</summary>
    /// <param name="text">The whole document: the tree's offsets are offsets in it.</param>
    /// <param name="start">Where the template begins.</param>
    /// <param name="language">The language of its tags.</param>
    /// <param name="path">The file's path: the tree's nodes carry it.</param>
    public static TemplateSyntax Parse(string text, int start, TemplateLanguage language, string path)
    {
        var tags = TagScanner.Scan(text, start, language);
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var tag in tags)
        {
            AddTagDiagnostics(text, tag, diagnostics);
        }

        var (blocks, unbalanced) = BlockMatcher.Match(text, tags, language);
        diagnostics.AddRange(unbalanced);
        var template = ParseSound(MaskBroken(text, tags), start, tags, language, path);
        foreach (var message in template.Messages)
        {
            AddEngineDiagnostic(text, message, !unbalanced.IsEmpty, diagnostics);
        }

        diagnostics.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return new TemplateSyntax(language, template.Page ?? new Scriban.Syntax.ScriptPage(), tags, blocks, diagnostics.ToImmutable());
    }

    /// <summary>Parses the text without the tags that cannot be parsed: with its long literals folded where that changes nothing.</summary>
    internal static Template ParseSound(string masked, int start, ImmutableArray<TemplateTag> tags, TemplateLanguage language, string path)
    {
        if (start < masked.Length && FoldedText.Fold(masked, start, tags.Where(tag => !IsBroken(tag))) is { } folded)
        {
            var template = ParseWhole(folded.Text, 0, language, path);
            if (new TreeUnfolder(folded, masked).TryUnfold(template))
            {
                return template;
            }
        }

        return ParseWhole(masked, start, language, path);
    }

    /// <summary>Parses every character: what <see cref="Parse"/> gives must be equal to this, whatever it saves.</summary>
    internal static Template ParseWhole(string text, int start, TemplateLanguage language, string path)
    {
        if (start >= text.Length)
        {
            // Scriban's lexer reads the character at its start, even where there is none.
            return Template.Parse("", path);
        }

        var lexer = new LexerOptions
        {
            Lang = language == TemplateLanguage.Liquid ? ScriptLang.Liquid : ScriptLang.Default,
            StartPosition = new TextPosition(start, 0, 0),
        };
        var parser = new ParserOptions { ExpressionDepthLimit = MaxDepth, LiquidFunctionsToScriban = language == TemplateLanguage.Liquid };
        return Template.Parse(text, path, parser, lexer);
    }

    private static bool IsBroken(TemplateTag tag) => !tag.IsClosed || tag.UnterminatedString is not null;

    /// <summary>The text with every tag that cannot be parsed made unreadable to Scriban, at the same length.</summary>
    internal static string MaskBroken(string text, ImmutableArray<TemplateTag> tags) => !tags.Any(IsBroken) ? text : string.Create(
        text.Length,
        (text, tags),
        static (masked, source) =>
        {
            source.text.CopyTo(masked);
            foreach (var tag in source.tags.Where(IsBroken))
            {
                masked[tag.Span.Start..tag.Span.End].Fill(Mask);
            }
        });

    private static void AddTagDiagnostics(string text, TemplateTag tag, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (tag.UnterminatedString is { } quote)
        {
            diagnostics.Add(new Diagnostic(
                DiagnosticCodes.UnterminatedString,
                DiagnosticSeverity.Error,
                new TextSpan(quote, Math.Max(quote + 1, tag.Code.End)),
                $"This string never ends. Close it with {text[quote]} before the tag does."));
        }
        else if (!tag.IsClosed)
        {
            diagnostics.Add(UnclosedTag(text, tag));
        }
    }

    private static Diagnostic UnclosedTag(string text, TemplateTag tag)
    {
        var close = tag.Kind switch
        {
            TemplateTagKind.Code => "}}",
            TemplateTagKind.LiquidTag => "%}",
            TemplateTagKind.Comment => "{% endcomment %}",
            _ => text[tag.Span.Start + 1] == '%' && text.AsSpan(tag.Span.Start).StartsWith("{%{") ? "}%}" : "{% endraw %}",
        };
        var insertion = new TextSpan(tag.Span.End, tag.Span.End);
        var trimmed = text.AsSpan(tag.Span.Start, tag.Span.Length).TrimEnd().Length;
        return new Diagnostic(
            DiagnosticCodes.UnclosedTag,
            DiagnosticSeverity.Error,
            new TextSpan(tag.Span.Start, tag.Span.Start + Math.Max(2, trimmed)),
            $"This tag never closes. Add `{close}`.")
        {
            Fixes = [new DiagnosticFix($"Close the tag with {close}", [new TextEdit(insertion, trimmed < tag.Span.Length ? close : " " + close)])],
        };
    }

    private static void AddEngineDiagnostic(string text, LogMessage message, bool hasUnbalanced, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        // The missing end has been told at its block's opening already.
        if (hasUnbalanced && (message.Message.Contains("<end>", StringComparison.Ordinal) || message.Message.Contains("end", StringComparison.Ordinal)))
        {
            return;
        }

        var span = message.Span.ToTextSpan(text.Length);
        var severity = message.Type == ParserMessageType.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        diagnostics.Add(new Diagnostic(DiagnosticCodes.TemplateSyntax, severity, span, Sentence(message.Message)));
    }

    private static string Sentence(string message)
    {
        var text = message.Trim();
        return text.Length == 0 ? "The template cannot be parsed here." : char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '`' ? "" : ".");
    }
}
