using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Syntax.Prompts;

/// <summary>Parses <c>.prompt</c> files.</summary>
public static class PromptParser
{
    /// <summary>Parses a document. Never fails: what is wrong stands in <see cref="PromptSyntaxTree.Diagnostics"/>.</summary>
    /// <param name="source">The document.</param>
    /// <param name="path">The file's path: the template's nodes carry it, so that an error names its file.</param>
    /// <param name="defaultLanguage">The template language where the front matter names none.</param>
    public static PromptSyntaxTree Parse(SourceText source, string path = "", TemplateLanguage defaultLanguage = TemplateLanguage.Scriban)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        if (source.HasInvalidBytes)
        {
            diagnostics.Add(InvalidEncoding(source));
        }

        var (frontMatter, frontMatterDiagnostics) = FrontMatterParser.Parse(source);
        diagnostics.AddRange(frontMatterDiagnostics);
        var body = new TextSpan(frontMatter?.Span.End ?? 0, source.Length);
        var template = TemplateParser.Parse(source.Text, body.Start, Language(frontMatter, defaultLanguage), path);
        diagnostics.AddRange(template.Diagnostics);
        var (roles, escapes, roleDiagnostics) = RoleLineScanner.Scan(source, body.Start, template.Tags);
        diagnostics.AddRange(roleDiagnostics);
        var messages = CutMessages(source, body, roles, template, diagnostics);
        AddMisplaced(roles, template, diagnostics);
        diagnostics.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return new PromptSyntaxTree
        {
            Source = source,
            FrontMatter = frontMatter,
            Body = body,
            Pieces = CutPieces(body, roles, escapes, template.Tags),
            RoleLines = roles,
            Messages = messages,
            Template = template,
            Diagnostics = diagnostics.ToImmutable(),
        };
    }

    private static TemplateLanguage Language(FrontMatterSyntax? frontMatter, TemplateLanguage defaultLanguage) =>
        frontMatter?.Root?["template"] switch
        {
            YamlScalar { Value: "liquid" } => TemplateLanguage.Liquid,
            YamlScalar { Value: "scriban" } => TemplateLanguage.Scriban,
            _ => defaultLanguage,
        };

    private static Diagnostic InvalidEncoding(SourceText source)
    {
        var at = Math.Max(0, source.Text.IndexOf('\uFFFD'));
        return new Diagnostic(
            DiagnosticCodes.InvalidEncoding,
            DiagnosticSeverity.Error,
            new TextSpan(at, Math.Min(at + 1, source.Length)),
            "The file is no UTF-8: bytes that cannot be read stand as U+FFFD. Save it as UTF-8.");
    }

    private static ImmutableArray<MessageSyntax> CutMessages(
        SourceText source, TextSpan body, ImmutableArray<RoleLine> roles, TemplateSyntax template, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (roles.IsEmpty)
        {
            return [new MessageSyntax(0, PromptRole.User, null, body)];
        }

        var messages = ImmutableArray.CreateBuilder<MessageSyntax>();
        var preamble = new TextSpan(body.Start, roles[0].Span.Start);
        if (FirstOutput(source, preamble, template) is { } first)
        {
            messages.Add(new MessageSyntax(0, PromptRole.System, null, preamble));
            diagnostics.Add(ImpliedSystem(first, preamble));
        }

        for (var i = 0; i < roles.Length; i++)
        {
            var end = i + 1 < roles.Length ? roles[i + 1].Span.Start : body.End;
            var message = new MessageSyntax(messages.Count, roles[i].Role, roles[i].Span, new TextSpan(roles[i].FullSpan.End, end));
            messages.Add(message);
            if (source.Text.AsSpan(message.Content.Start, message.Content.Length).IsWhiteSpace())
            {
                diagnostics.Add(new Diagnostic(
                    DiagnosticCodes.EmptyMessage, DiagnosticSeverity.Warning, roles[i].Span, "This message is empty. Write its content below, or remove the line."));
            }
        }

        return messages.ToImmutable();
    }

    private static Diagnostic ImpliedSystem(TextSpan first, TextSpan preamble) => new(
        DiagnosticCodes.TextBeforeFirstRole,
        DiagnosticSeverity.Hint,
        first,
        "Text before the first role line becomes a system message. Write `system:` above it to say so.")
    {
        Fixes = [new DiagnosticFix("Write system: above it", [new TextEdit(new TextSpan(preamble.Start, preamble.Start), "system:\n")])],
    };

    /// <summary>The first line of text, or the first tag that may write something, before the first role line; null where there is neither.</summary>
    private static TextSpan? FirstOutput(SourceText source, TextSpan preamble, TemplateSyntax template)
    {
        var position = preamble.Start;
        foreach (var tag in template.Tags.Where(tag => tag.Span.Start < preamble.End))
        {
            if (FirstText(source, new TextSpan(position, Math.Max(position, tag.Span.Start))) is { } text)
            {
                return text;
            }

            if (MayWrite(source, tag))
            {
                return tag.Span;
            }

            position = tag.Span.End;
        }

        return FirstText(source, new TextSpan(Math.Min(position, preamble.End), preamble.End));
    }

    private static bool MayWrite(SourceText source, TemplateTag tag)
    {
        var code = source.Text.AsSpan(tag.Code.Start, tag.Code.Length).Trim();
        return tag.Kind == TemplateTagKind.Verbatim
            || (tag.Kind == TemplateTagKind.Code && !code.IsEmpty && code[0] != '#' && !code.StartsWith("end") && !code.Contains('='));
    }

    private static TextSpan? FirstText(SourceText source, TextSpan span)
    {
        var text = source.Text.AsSpan(span.Start, span.Length);
        var trimmed = text.TrimStart();
        if (trimmed.IsEmpty)
        {
            return null;
        }

        var start = span.Start + text.Length - trimmed.Length;
        var lineEnd = trimmed.IndexOfAny('\r', '\n');
        return TextSpan.FromLength(start, lineEnd < 0 ? trimmed.Length : lineEnd);
    }

    private static void AddMisplaced(ImmutableArray<RoleLine> roles, TemplateSyntax template, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        foreach (var block in template.Blocks.Where(block => block.Keyword is "capture" or "wrap" or "func"))
        {
            foreach (var role in roles.Where(role => block.Span.Contains(role.Span)))
            {
                diagnostics.Add(new Diagnostic(
                    DiagnosticCodes.MisplacedRoleLine,
                    DiagnosticSeverity.Error,
                    role.Span,
                    $"A message cannot begin inside `{block.Keyword}`: its output is a value. Move the role line out of the block."));
            }
        }
    }

    private static ImmutableArray<BodyPiece> CutPieces(
        TextSpan body, ImmutableArray<RoleLine> roles, ImmutableArray<TextSpan> escapes, ImmutableArray<TemplateTag> tags)
    {
        var marks = roles.Select(role => new BodyPiece(BodyPieceKind.RoleLine, role.FullSpan))
            .Concat(escapes.Select(escape => new BodyPiece(BodyPieceKind.RoleEscape, escape)))
            .Concat(tags.Select(tag => new BodyPiece(BodyPieceKind.Tag, tag.Span)))
            .OrderBy(piece => piece.Span.Start);
        var pieces = ImmutableArray.CreateBuilder<BodyPiece>();
        var position = body.Start;
        foreach (var mark in marks)
        {
            if (mark.Span.Start > position)
            {
                pieces.Add(new BodyPiece(BodyPieceKind.Text, new TextSpan(position, mark.Span.Start)));
            }

            pieces.Add(mark);
            position = mark.Span.End;
        }

        if (position < body.End)
        {
            pieces.Add(new BodyPiece(BodyPieceKind.Text, new TextSpan(position, body.End)));
        }

        return pieces.ToImmutable();
    }
}
