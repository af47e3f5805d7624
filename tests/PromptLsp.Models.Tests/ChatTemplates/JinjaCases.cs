using System.Text.Json;
using PromptLsp.Models.ChatTemplates;

namespace PromptLsp.Models.Tests.ChatTemplates;

/// <summary>Templates with what Jinja itself renders of them; the first line of the file says how.</summary>
internal static class JinjaCases
{
    private static readonly string[] _lines = File.ReadAllLines(RepositoryPaths.Combine("tests", "PromptLsp.Models.Tests", "ChatTemplates", "jinja-cases.jsonl"));

    /// <summary>Each template with its rendering, or null where Jinja fails.</summary>
    public static IEnumerable<(string Template, string? Rendered)> All()
    {
        foreach (var line in _lines.Skip(1))
        {
            using var document = JsonDocument.Parse(line);
            var isRendered = document.RootElement.TryGetProperty("rendered", out var rendered);
            yield return (document.RootElement.GetProperty("template").GetString()!, isRendered ? rendered.GetString() : null);
        }
    }

    /// <summary>The conversation of all cases.</summary>
    public static ChatTemplateInput Input()
    {
        using var document = JsonDocument.Parse(_lines[0]);
        return ChatTemplateInput.Of(document.RootElement.GetProperty("messages")) with
        {
            SpecialTokens = new Dictionary<string, string> { ["bos_token"] = "<s>", ["eos_token"] = "</s>" },
        };
    }

    public static RenderedChat Render(string template, ChatTemplateInput? input = null, ChatTemplateLimits? limits = null) =>
        ChatTemplate.Parse("chat_template.jinja", template).Render(input ?? Input(), limits, new FixedTime(), CancellationToken.None);
}
