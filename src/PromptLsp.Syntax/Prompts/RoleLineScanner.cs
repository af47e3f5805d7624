using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Syntax.Prompts;

/// <summary>Finds the lines that begin messages: in the template's own text only, never in a tag.</summary>
internal sealed class RoleLineScanner
{
    private readonly SourceText _source;
    private readonly ImmutableArray<TemplateTag> _tags;
    private readonly ImmutableArray<RoleLine>.Builder _lines = ImmutableArray.CreateBuilder<RoleLine>();
    private readonly ImmutableArray<TextSpan>.Builder _escapes = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private int _nextTag;

    private RoleLineScanner(SourceText source, ImmutableArray<TemplateTag> tags)
    {
        _source = source;
        _tags = tags;
    }

    /// <summary>The role lines, the backslashes that escape one, and what is nearly a role line.</summary>
    public static (ImmutableArray<RoleLine> Lines, ImmutableArray<TextSpan> Escapes, ImmutableArray<Diagnostic> Diagnostics) Scan(
        SourceText source, int start, ImmutableArray<TemplateTag> tags)
    {
        var scanner = new RoleLineScanner(source, tags);
        for (var line = source.Lines.LineOf(start); line < source.Lines.Count; line++)
        {
            var span = source.Lines.SpanOf(line);
            if (span.Start >= start && !span.IsEmpty && !scanner.TouchesTag(span))
            {
                scanner.Look(span, line + 1 < source.Lines.Count ? source.Lines.StartOf(line + 1) : source.Length);
            }
        }

        return (scanner._lines.ToImmutable(), scanner._escapes.ToImmutable(), scanner._diagnostics.ToImmutable());
    }

    private bool TouchesTag(TextSpan line)
    {
        while (_nextTag < _tags.Length && _tags[_nextTag].Span.End <= line.Start)
        {
            _nextTag++;
        }

        return _nextTag < _tags.Length && _tags[_nextTag].Span.Start < line.End;
    }

    private void Look(TextSpan line, int fullEnd)
    {
        var text = _source.Text.AsSpan(line.Start, line.Length).TrimEnd();
        if (text.Length is < 3 or > 32 || text[^1] != ':')
        {
            return;
        }

        var word = text[..^1];
        if (PromptRoles.TryParse(word, out var role))
        {
            _lines.Add(new RoleLine(role, line, new TextSpan(line.Start, fullEnd)));
        }
        else if (word[0] == '\\' && PromptRoles.TryParse(word[1..], out _))
        {
            _escapes.Add(TextSpan.FromLength(line.Start, 1));
        }
        else if (NearestRole(word.Trim().ToString()) is { } near)
        {
            _diagnostics.Add(NearMiss(TextSpan.FromLength(line.Start, text.Length), near));
        }
    }

    private static Diagnostic NearMiss(TextSpan span, string role) => new(
        DiagnosticCodes.NearRoleLine,
        DiagnosticSeverity.Warning,
        span,
        $"This line is sent as text. A message begins with `{role}:`, in lower case, alone at the beginning of a line; write `\\{role}:` to send the words.")
    {
        Fixes = [new DiagnosticFix($"Begin a message: {role}:", [new TextEdit(span, role + ":")], IsPreferred: true)],
    };

    /// <summary>The role that a word was meant to be, or null where it is another word.</summary>
    private static string? NearestRole(string word)
    {
        foreach (var role in PromptRoles.Words)
        {
            if (word.Equals(role, StringComparison.OrdinalIgnoreCase)
                || (word.Length >= 5 && role.Length >= 6 && !word.Contains(' ') && EditDistance.Between(word.ToLowerInvariant(), role) == 1))
            {
                return role;
            }
        }

        return null;
    }
}
