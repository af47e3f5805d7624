namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>A template's text as Jinja sees it: line ends are LF, and one at the end is dropped.</summary>
internal sealed class TemplateSource
{
    public TemplateSource(string path, string text)
    {
        Path = path;
        var normal = text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;
        Text = normal.EndsWith('\n') ? normal[..^1] : normal;
        if (Text.Length > ChatTemplateLimits.GreatestSource)
        {
            throw Error(ChatTemplateFailure.Limit, 0, $"it has {Text.Length} characters; at most {ChatTemplateLimits.GreatestSource} are read.");
        }
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>The failure at a place.</summary>
    /// <param name="failure">Which kind.</param>
    /// <param name="offset">UTF-16 code units from the beginning.</param>
    /// <param name="reason">What is wrong.</param>
    public ChatTemplateException Error(ChatTemplateFailure failure, int offset, string reason)
    {
        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        return new ChatTemplateException(failure, Path, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), reason);
    }

    public ChatTemplateException SyntaxError(int offset, string reason) => Error(ChatTemplateFailure.Syntax, offset, reason);
}
