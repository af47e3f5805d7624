using System.Collections.Immutable;
using PromptLsp.Ide.Yaml;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Ide.Outline;

/// <summary>The outline of a suite or of the configuration: its keys, and a suite's cases.</summary>
internal static class YamlSymbols
{
    /// <summary>The keys at the top with what lies below them.</summary>
    public static ImmutableArray<DocumentSymbolNode> Of(YamlDocument document) =>
        document.Root is YamlMapping root ? [.. root.Entries.Select(entry => Key(entry))] : [];

    private static DocumentSymbolNode Key(YamlEntry entry)
    {
        var children = entry.Value switch
        {
            YamlMapping mapping => mapping.Entries.Select(inner => new DocumentSymbolNode(NameOf(inner), DocumentSymbolKind.Key, inner.Span, inner.Key.Span)),
            YamlSequence tests when entry.Key.Value == "tests" => tests.Items.Select(Case),
            _ => [],
        };
        return new DocumentSymbolNode(NameOf(entry), DocumentSymbolKind.Key, entry.Span, entry.Key.Span) { Children = [.. children] };
    }

    private static DocumentSymbolNode Case(YamlNode node, int index)
    {
        var name = node is YamlMapping test ? (test["id"] ?? test["description"] ?? test["file"]) as YamlScalar : node as YamlScalar;
        var isUsable = name is not null && !string.IsNullOrWhiteSpace(name.Value) && node.Span.Contains(name.Span);
        return new DocumentSymbolNode(
            isUsable ? name!.Value : $"case {index + 1}",
            DocumentSymbolKind.Case,
            node.Span,
            isUsable ? name!.Span : new TextSpan(node.Span.Start, node.Span.Start));
    }

    private static string NameOf(YamlEntry entry) => string.IsNullOrWhiteSpace(entry.Key.Value) ? "(no name)" : entry.Key.Value;
}
