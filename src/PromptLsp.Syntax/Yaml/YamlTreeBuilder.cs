using System.Collections.Immutable;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PromptLsp.Syntax.Yaml;

/// <summary>Builds the tree of one document from the library's events, as far as they go.</summary>
internal sealed class YamlTreeBuilder(string text, int offset, YamlFindings findings)
{
    private const int MaxDepth = 64;
    private readonly YamlEventSource _events = new(text, offset);
    private readonly YamlAnchors _anchors = new();

    /// <summary>The error that ended the reading, or null.</summary>
    public Diagnostic? Error => _events.Error;

    /// <summary>False where reading again without the failing line makes no sense.</summary>
    public bool CanRecover { get; private set; } = true;

    /// <summary>Reads the first document; a second one is reported.</summary>
    public YamlNode? Build()
    {
        YamlNode? root = null;
        var documents = 0;
        while (_events.MoveNext())
        {
            if (_events.Current is DocumentStart && ++documents > 1)
            {
                Report(DiagnosticCodes.YamlSyntax, SpanOf(_events.Current),
                    "A second YAML document begins here; only the first is read. Remove the '---'.");
                CanRecover = false;
                break;
            }

            if (_events.Current is DocumentStart { Version.Version: { Major: not 1 } or { Minor: not 2 } } directive)
            {
                Report(DiagnosticCodes.YamlSyntax, SpanOf(directive), "Only YAML 1.2 is read, whatever the directive says. Remove the directive.");
            }

            if (_events.Current is NodeEvent or AnchorAlias)
            {
                root = ReadNode(1).Node;
            }
        }

        return root;
    }

    /// <summary>Reads the node that begins with the current event, through its last event.</summary>
    private SizedNode ReadNode(int depth)
    {
        var current = _events.Current!;
        if (depth > MaxDepth)
        {
            CanRecover = false;
            _events.Stop(SpanOf(current), $"YAML nested deeper than {MaxDepth} levels is not read. Make it flatter.");
            return Empty(SpanOf(current).Start);
        }

        switch (current)
        {
            case Scalar scalar:
                return Anchor(scalar, new SizedNode(ReadScalar(scalar), 1, 1));
            case SequenceStart sequence:
                _anchors.Begin(sequence.Anchor);
                return Anchor(sequence, ReadSequence(sequence, depth));
            case MappingStart mapping:
                _anchors.Begin(mapping.Anchor);
                return Anchor(mapping, ReadMapping(mapping, depth));
            case AnchorAlias alias:
                return ReadAlias(alias, depth);
            default:
                return Empty(SpanOf(current).Start);
        }
    }

    private SizedNode Anchor(NodeEvent node, SizedNode value)
    {
        _anchors.End(node.Anchor, value);
        return value;
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var span = SpanOf(scalar);
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => YamlScalarStyle.Quoted,
            ScalarStyle.Literal or ScalarStyle.Folded => YamlScalarStyle.Block,
            _ => YamlScalarStyle.Plain,
        };

        return new YamlScalar(scalar.Value, CheckTag(scalar.Tag, span) ? YamlScalarStyle.Quoted : style, TrimEnd(span));
    }

    /// <summary>True where the tag makes a string of the scalar; other tags are reported.</summary>
    private bool CheckTag(TagName tag, TextSpan span)
    {
        if (tag.IsEmpty)
        {
            return false;
        }

        if (tag.IsNonSpecific || tag.Value == "tag:yaml.org,2002:str")
        {
            return true;
        }

        Report(DiagnosticCodes.YamlSyntax, span, $"The YAML tag '{tag.Value}' is not supported and has no effect. Remove it.");
        return false;
    }

    private SizedNode ReadSequence(SequenceStart start, int depth)
    {
        CheckTag(start.Tag, SpanOf(start));
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        var size = new SizedNode(null!, 1, 1);
        var end = SpanOf(start).End;
        while (_events.MoveNext() && _events.Current is not SequenceEnd)
        {
            var item = ReadNode(depth + 1);
            items.Add(item.Node);
            size = size.Plus(item);
            end = Math.Max(end, item.Node.Span.End);
        }

        var span = ClosedSpan(SpanOf(start).Start, end, start.Style == SequenceStyle.Flow, ']');
        return size with { Node = new YamlSequence(items.ToImmutable(), span) };
    }

    private SizedNode ReadMapping(MappingStart start, int depth)
    {
        CheckTag(start.Tag, SpanOf(start));
        var entries = new YamlEntryCollector(findings);
        var size = new SizedNode(null!, 1, 1);
        var end = SpanOf(start).End;
        TextSpan? complexKey = null;
        while (_events.MoveNext() && _events.Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            var value = _events.MoveNext() && _events.Current is not MappingEnd ? ReadNode(depth + 1) : Empty(key.Node.Span.End);
            size = size.Plus(key).Plus(value);
            end = Math.Max(end, Math.Max(key.Node.Span.End, value.Node.Span.End));
            complexKey ??= key.Node is YamlScalar ? null : key.Node.Span;
            entries.Add(key.Node, value.Node);
        }

        var span = ClosedSpan(SpanOf(start).Start, end, start.Style == MappingStyle.Flow, '}');
        if (complexKey is { } place)
        {
            return size with { Node = OfComplexKey(place, span, entries) };
        }

        return size with { Node = new YamlMapping(entries.ToImmutable(), span) };
    }

    /// <summary>An unquoted <c>{{ name }}</c> is a mapping whose key is a mapping: it is read as the text it was meant to be.</summary>
    private YamlNode OfComplexKey(TextSpan key, TextSpan whole, YamlEntryCollector entries)
    {
        var raw = text.AsSpan(whole.Start - offset, whole.Length);
        if (!raw.StartsWith("{{") || !raw.EndsWith("}}") || raw.ContainsAny('\r', '\n', '\''))
        {
            Report(DiagnosticCodes.YamlSyntax, key, "A key must be plain text. Write the key as one word, or in quotes.");
            return new YamlMapping(entries.ToImmutable(), whole);
        }

        var edit = new TextEdit(whole, $"'{raw}'");
        findings.Add(new Diagnostic(
            DiagnosticCodes.YamlSyntax, DiagnosticSeverity.Error, whole,
            "A value that begins with '{{' must stand in quotes: without them YAML reads braces as a mapping.")
        {
            Fixes = [new DiagnosticFix("Put the value in quotes", [edit], IsPreferred: true)],
        });
        return new YamlScalar(raw.ToString(), YamlScalarStyle.Quoted, whole);
    }

    private SizedNode ReadAlias(AnchorAlias alias, int depth)
    {
        var span = SpanOf(alias);
        var (target, problem) = _anchors.Resolve(alias.Value, depth, MaxDepth);
        if (target is not null)
        {
            return target with { Node = target.Node with { Span = span } };
        }

        Report(DiagnosticCodes.YamlSyntax, span, problem);
        return Empty(span.Start);
    }

    /// <summary>The end of a block collection is that of its last child; that of a flow collection is behind its bracket.</summary>
    private TextSpan ClosedSpan(int start, int end, bool isFlow, char bracket)
    {
        if (isFlow && _events.Current is { } closing)
        {
            end = Math.Max(end, SpanOf(closing).End);
            var local = end - offset;
            end += local < text.Length && text[local] == bracket ? 1 : 0;
        }

        return new TextSpan(start, Math.Max(start, end));
    }

    private TextSpan TrimEnd(TextSpan span) =>
        TextSpan.FromLength(span.Start, text.AsSpan(span.Start - offset, span.Length).TrimEnd().Length);

    private TextSpan SpanOf(ParsingEvent current) => _events.SpanOf(current.Start, current.End);

    private static SizedNode Empty(int place) =>
        new(new YamlScalar("", YamlScalarStyle.Plain, new TextSpan(place, place)), 1, 1);

    private void Report(string code, TextSpan span, string message) =>
        findings.Add(new Diagnostic(code, DiagnosticSeverity.Error, span, message));
}
