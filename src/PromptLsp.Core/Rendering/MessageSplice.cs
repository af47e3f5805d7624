using PromptLsp.Syntax.Prompts;
using PromptLsp.Syntax.Templates;
using PromptLsp.Syntax.Text;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PromptLsp.Core.Rendering;

/// <summary>Makes messages of an input of type messages: a list of objects with <c>role</c> and <c>content</c>.</summary>
internal static class MessageSplice
{
    /// <summary>True where the tag around the expression at <paramref name="expression"/> has its line to itself.</summary>
    public static bool IsAlone(string text, TextSpan expression)
    {
        var open = text.LastIndexOf("{{", expression.Start, StringComparison.Ordinal);
        var close = text.IndexOf("}}", expression.End, StringComparison.Ordinal);
        if (open < 0 || close < 0)
        {
            return false;
        }

        var before = text.AsSpan(0, open).TrimEnd(" \t");
        var after = text.AsSpan(close + 2).TrimStart(" \t");
        return (before.IsEmpty || before[^1] is '\n' or '\r') && (after.IsEmpty || after[0] is '\n' or '\r');
    }

    /// <summary>The messages that a value holds; none for null.</summary>
    public static List<RenderedMessage> Read(object? value, ScriptVariable variable, TemplateFile file)
    {
        if (value is null)
        {
            return [];
        }

        if (value is not ScriptArray items)
        {
            throw new ScriptRuntimeException(variable.Span, $"`{variable.Name}` must be a list of messages, each with `role` and `content`.");
        }

        return [.. items.Select((item, index) => ReadMessage(item, index, variable, file))];
    }

    private static RenderedMessage ReadMessage(object? item, int index, ScriptVariable variable, TemplateFile file)
    {
        var place = $"{variable.Name}[{index}]";
        if (item is not ScriptObject message || message["role"] is not string word || message["content"] is not string content)
        {
            throw new ScriptRuntimeException(variable.Span, $"`{place}` is no message: it needs `role` and `content`, both text.");
        }

        if (!PromptRoles.TryParse(word, out var role))
        {
            throw new ScriptRuntimeException(variable.Span, $"`{place}` has the role `{word}`. Roles are {string.Join(", ", PromptRoles.Words)}.");
        }

        var segment = new RenderedSegment(
            SegmentKind.Value, content, file.Path, variable.ToTextSpan(file.Source.Length), variable.Name, place + ".content");
        return new RenderedMessage(role, content.Length == 0 ? [] : [segment], null) { SplicedFrom = variable.Name };
    }
}
