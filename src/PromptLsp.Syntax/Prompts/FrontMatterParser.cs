using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Syntax.Prompts;

/// <summary>Cuts the front matter off a prompt file and parses it.</summary>
internal static class FrontMatterParser
{
    private const string Fence = "---";

    /// <summary>The front matter, or null where the first line is no fence.</summary>
    public static (FrontMatterSyntax? FrontMatter, ImmutableArray<Diagnostic> Diagnostics) Parse(SourceText source)
    {
        if (source.Length == 0 || !IsFence(source, 0))
        {
            return (null, []);
        }

        var opening = FullLine(source, 0);
        var (content, closing, unclosed) = FindEnd(source, opening);
        var yaml = YamlParser.Parse(source.Text, content.Start, content.End);
        var diagnostics = yaml.Diagnostics;
        if (unclosed is not null)
        {
            diagnostics = diagnostics.Insert(0, unclosed);
        }

        if (yaml.Root is not null and not YamlMapping && !IsBlank(yaml.Root))
        {
            diagnostics = diagnostics.Add(new Diagnostic(
                DiagnosticCodes.InvalidValue, DiagnosticSeverity.Error, yaml.Root.Span, $"The front matter is a {yaml.Root.Kind}; write `key: value` lines."));
        }

        return (new FrontMatterSyntax(opening, content, closing, yaml.Root as YamlMapping), diagnostics);
    }

    private static bool IsBlank(YamlNode node) => node is YamlScalar { Value: "", Style: YamlScalarStyle.Plain };

    private static (TextSpan Content, TextSpan Closing, Diagnostic? Unclosed) FindEnd(SourceText source, TextSpan opening)
    {
        for (var line = 1; line < source.Lines.Count; line++)
        {
            if (IsFence(source, line))
            {
                var closing = FullLine(source, line);
                return (new TextSpan(opening.End, closing.Start), closing, null);
            }
        }

        var end = FirstRoleLine(source) ?? source.Length;
        var diagnostic = new Diagnostic(
            DiagnosticCodes.UnclosedFrontMatter,
            DiagnosticSeverity.Error,
            source.Lines.SpanOf(0),
            "The front matter never closes. Put `---` alone on a line behind it.")
        {
            Fixes = [new DiagnosticFix("Close the front matter", [new TextEdit(new TextSpan(end, end), NeedsBreak(source, end) ? "\n---\n" : "---\n")])],
        };
        return (new TextSpan(opening.End, end), new TextSpan(end, end), diagnostic);
    }

    private static bool NeedsBreak(SourceText source, int end) => end > 0 && source.Text[end - 1] is not ('\n' or '\r');

    /// <summary>Where a file that forgot the closing fence goes on: at its first role line.</summary>
    private static int? FirstRoleLine(SourceText source)
    {
        for (var line = 1; line < source.Lines.Count; line++)
        {
            var span = source.Lines.SpanOf(line);
            var text = source.Text.AsSpan(span.Start, span.Length).TrimEnd();
            if (text.Length > 1 && text[^1] == ':' && PromptRoles.TryParse(text[..^1], out _))
            {
                return span.Start;
            }
        }

        return null;
    }

    private static bool IsFence(SourceText source, int line)
    {
        var span = source.Lines.SpanOf(line);
        return source.Text.AsSpan(span.Start, span.Length).TrimEnd().SequenceEqual(Fence);
    }

    private static TextSpan FullLine(SourceText source, int line) =>
        new(source.Lines.StartOf(line), line + 1 < source.Lines.Count ? source.Lines.StartOf(line + 1) : source.Length);
}
