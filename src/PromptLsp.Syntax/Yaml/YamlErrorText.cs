namespace PromptLsp.Syntax.Yaml;

/// <summary>Words for the library's errors.</summary>
internal static class YamlErrorText
{
    /// <summary>What is wrong at <paramref name="start"/> and, where it is known, what to do.</summary>
    public static string Describe(string libraryMessage, string text, int start)
    {
        var advice = libraryMessage switch
        {
            _ when start < text.Length && text[start] is '@' or '`' or '%' => $" A value cannot begin with '{text[start]}': put it in quotes.",
            _ when libraryMessage.Contains("invalid mapping", StringComparison.Ordinal) => " A value that holds ': ' must stand in quotes.",
            _ when libraryMessage.Contains("escape character", StringComparison.Ordinal) => " In double quotes a backslash begins an escape: double it, or use single quotes.",
            _ when libraryMessage.Contains("expected key", StringComparison.Ordinal) => " Each line of a mapping is 'key: value'; check the indentation and the colon.",
            _ => "",
        };

        return $"This is not valid YAML. {libraryMessage.Trim()}{advice}";
    }
}
