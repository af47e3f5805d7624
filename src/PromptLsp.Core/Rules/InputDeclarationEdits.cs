using PromptLsp.Core.Prompts;
using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Core.Rules;

/// <summary>Edits of a front matter's <c>inputs:</c>.</summary>
public static class InputDeclarationEdits
{
    /// <summary>The edit that declares an input as a required text, making front matter and <c>inputs:</c> where they are missing.</summary>
    public static TextEdit Declare(PromptSyntaxTree tree, string name) => Declare(tree, [name]);

    /// <summary>The edit that declares some inputs as required texts, making front matter and <c>inputs:</c> where they are missing.</summary>
    /// <param name="tree">The prompt.</param>
    /// <param name="names">The names, at least one, none declared yet.</param>
    public static TextEdit Declare(PromptSyntaxTree tree, IReadOnlyList<string> names)
    {
        var newLine = NewLine(tree);
        var entries = names.Select(name => $"{name}: {{ type: string, required: true }}").ToList();
        var lines = string.Join(newLine + "  ", entries);
        if (tree.FrontMatter is not { } matter)
        {
            return Insert(0, $"---{newLine}inputs:{newLine}  {lines}{newLine}---{newLine}");
        }

        if (matter.Root?.Find("inputs") is not { } inputs)
        {
            return Insert(matter.Content.End, $"{BreakBefore(tree, matter.Content.End, newLine)}inputs:{newLine}  {lines}{newLine}");
        }

        return inputs.Value is YamlMapping { Entries.IsEmpty: false } map
            ? Append(tree, map, entries)
            : new TextEdit(new TextSpan(inputs.Key.Span.End, LineEnd(tree.Source, inputs.Span.End)), $":{newLine}  {lines}");
    }

    /// <summary>The edit that gives an input one more key; null where the input's declaration is no mapping and not empty, so that it has no keys.</summary>
    /// <param name="tree">The prompt.</param>
    /// <param name="input">The input.</param>
    /// <param name="entry">Key and value as YAML that may stand on one line, in a flow mapping too: <c>sample: 1</c>.</param>
    public static TextEdit? AddKey(PromptSyntaxTree tree, InputDeclaration input, string entry)
    {
        var value = ((tree.FrontMatter?.Root?["inputs"] as YamlMapping)?.Find(input.Name))?.Value;
        return value switch
        {
            YamlMapping { Entries.IsEmpty: false } map => Append(tree, map, [entry]),
            YamlMapping map => new TextEdit(map.Span, $"{{ {entry} }}"),
            YamlScalar { Span.IsEmpty: true } => new TextEdit(new TextSpan(input.NameSpan.End, LineEnd(tree.Source, input.NameSpan.End)), $": {{ {entry} }}"),
            _ => null,
        };
    }

    /// <summary>The edit that removes an input, its line break included; with the last one goes <c>inputs:</c> itself.</summary>
    public static TextEdit Remove(PromptSyntaxTree tree, InputDeclaration input)
    {
        var inputs = tree.FrontMatter?.Root?.Find("inputs");
        var span = inputs?.Value is YamlMapping { Entries.Length: 1 } ? inputs.Span : input.Span;
        var lines = tree.Source.Lines;
        var start = lines.StartOf(lines.LineOf(span.Start));
        if (!tree.Source.Text.AsSpan(start, span.Start - start).IsWhiteSpace())
        {
            // One of several on a line: `{ a: 1, b: 2 }`. Only the entry and one comma go.
            return new TextEdit(FlowEntry(tree.Source.Text, span), "");
        }

        var end = tree.Source.Lines.LineOf(Math.Max(span.Start, LastCharacter(tree.Source.Text, span)));
        return new TextEdit(new TextSpan(start, end + 1 < lines.Count ? lines.StartOf(end + 1) : tree.Source.Length), "");
    }

    private static TextEdit Append(PromptSyntaxTree tree, YamlMapping map, IReadOnlyList<string> entries)
    {
        var text = tree.Source.Text;
        var last = map.Entries[^1];
        if (text[map.Span.Start] == '{')
        {
            return Insert(last.Span.End, string.Concat(entries.Select(entry => ", " + entry)));
        }

        var lines = tree.Source.Lines;
        var lineStart = lines.StartOf(lines.LineOf(last.Key.Span.Start));
        var indent = text[lineStart..last.Key.Span.Start];
        var end = LineEnd(tree.Source, Math.Max(last.Key.Span.End, LastCharacter(text, last.Span) + 1));
        return Insert(end, string.Concat(entries.Select(entry => NewLine(tree) + indent + entry)));
    }

    private static TextSpan FlowEntry(string text, TextSpan entry)
    {
        var end = entry.End;
        while (end < text.Length && text[end] is ' ')
        {
            end++;
        }

        if (end < text.Length && text[end] == ',')
        {
            return new TextSpan(entry.Start, end + (end + 1 < text.Length && text[end + 1] == ' ' ? 2 : 1));
        }

        var start = entry.Start;
        while (start > 0 && text[start - 1] is ' ')
        {
            start--;
        }

        return text[start - 1] == ',' ? new TextSpan(start - 1, entry.End) : entry;
    }

    /// <summary>The last character of a span that is no white space: a block's span may go on to the next line.</summary>
    private static int LastCharacter(string text, TextSpan span)
    {
        var last = span.End - 1;
        while (last > span.Start && char.IsWhiteSpace(text[last]))
        {
            last--;
        }

        return last;
    }

    private static int LineEnd(SourceText source, int offset) => source.Lines.SpanOf(source.Lines.LineOf(Math.Min(offset, source.Length))).End;

    private static string BreakBefore(PromptSyntaxTree tree, int offset, string newLine) =>
        offset > 0 && tree.Source.Text[offset - 1] is not ('\n' or '\r') ? newLine : "";

    private static string NewLine(PromptSyntaxTree tree) => tree.Source.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static TextEdit Insert(int offset, string text) => new(new TextSpan(offset, offset), text);
}
