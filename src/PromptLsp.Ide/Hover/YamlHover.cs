using PromptLsp.Ide.Figures;
using PromptLsp.Ide.Yaml;

namespace PromptLsp.Ide.Hover;

/// <summary>On a key of a front matter, a suite or the configuration: what it means and what it allows.</summary>
internal static class YamlHover
{
    /// <summary>The hover; null where the place is on no key that is known.</summary>
    public static HoverInfo? Find(YamlDocument document, int offset) =>
        document.KeyAt(offset) is var (path, entry) && document.Schema.Find(path)?.FindKey(entry.Key.Value) is { } key
            ? new HoverInfo(entry.Key.Span, $"**{key.Name}**{(key.Value.Type.Length > 0 ? ": " + key.Value.Type : "")}\n\n{Describe(key)}")
            : null;

    /// <summary>What a key means, with the words that it allows.</summary>
    public static string Describe(YamlSchemaKey key)
    {
        var words = key.Value.Words;
        return words.IsEmpty || words is ["true", "false"] ? key.Documentation : $"{key.Documentation}\n\nValues: {string.Join(", ", words.Select(MarkdownText.Code))}.";
    }
}
