namespace PromptLsp.Syntax.Yaml;

/// <summary>Reads YAML into a tree with spans.</summary>
public static class YamlParser
{
    /// <summary>Parses one YAML document.</summary>
    /// <param name="text">The text that holds it.</param>
    /// <param name="start">Where the YAML begins in <paramref name="text"/>; spans are offsets in the whole text.</param>
    /// <param name="end">Where it ends.</param>
    /// <returns>The tree as far as it could be read, never an exception for bad input.</returns>
    public static YamlParseResult Parse(string text, int start, int end) => throw new NotSupportedException();

    /// <summary>Parses a whole text.</summary>
    public static YamlParseResult Parse(string text) => Parse(text, 0, text.Length);
}
