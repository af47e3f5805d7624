using System.Text;
using System.Text.Json;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.ChatTemplates;

/// <summary>How a model wants conversations: its chat template and the special tokens that the template may name. Immutable; safe for concurrent callers.</summary>
/// <param name="template">The template.</param>
/// <param name="specialTokens">Special tokens by their names, such as <c>bos_token</c>.</param>
internal sealed class ChatFormat(ChatTemplate template, IReadOnlyDictionary<string, string> specialTokens)
{
    private const string TemplateFile = "chat_template.jinja";
    private const string ConfigurationFile = "tokenizer_config.json";
    private const int GreatestFile = 32 << 20;

    /// <summary>Renders a conversation.</summary>
    /// <exception cref="ChatTemplateException">The template refuses it, or cannot be used.</exception>
    public RenderedChat Render(ChatTemplateInput input, CancellationToken cancellationToken) =>
        template.Render(input with { SpecialTokens = specialTokens }, cancellationToken: cancellationToken);

    /// <summary>Reads the format of a model; null where it has no chat template.</summary>
    /// <exception cref="ModelFormatException">A file cannot be understood.</exception>
    /// <exception cref="ChatTemplateException">The template is not well formed.</exception>
    public static ChatFormat? Read(ModelFolder folder)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        var configured = ReadConfiguration(folder, tokens);
        var path = folder.Resolve(TemplateFile);
        if (!File.Exists(path))
        {
            return configured is null ? null : new ChatFormat(ChatTemplate.Parse(folder.Resolve(ConfigurationFile), configured), tokens);
        }

        Verify(folder, TemplateFile);
        return new ChatFormat(ChatTemplate.Parse(path, Encoding.UTF8.GetString(ModelFiles.ReadAllBytes(path, GreatestFile))), tokens);
    }

    /// <summary>A conversation cannot be given to a model without a template.</summary>
    public static ModelFormatException Missing(ModelFolder folder) => new(folder.Path,
        $"The model '{folder.Manifest.Id}' in '{folder.Path}' has no chat template: neither {TemplateFile} nor 'chat_template' in {ConfigurationFile}. " +
        "Give it plain text, choose a model that was trained for conversations, or add the template that it was trained with.");

    private static string? ReadConfiguration(ModelFolder folder, Dictionary<string, string> tokens)
    {
        var path = folder.Resolve(ConfigurationFile);
        if (!File.Exists(path))
        {
            return null;
        }

        Verify(folder, ConfigurationFile);
        using var facts = JsonFacts.Read(path);
        if (facts.Root.ValueKind != JsonValueKind.Object)
        {
            throw facts.Wrong("it must be an object.");
        }

        foreach (var member in facts.Root.EnumerateObject().Where(member => member.Name.EndsWith("_token", StringComparison.Ordinal)))
        {
            if (TokenText(member.Value) is { } token)
            {
                tokens[member.Name] = token;
            }
        }

        return facts.Find(facts.Root, "chat_template") is { } template ? TemplateText(facts, template) : null;
    }

    private static string? TokenText(JsonElement token) =>
        token.ValueKind == JsonValueKind.String ? token.GetString()
        : token.ValueKind == JsonValueKind.Object && token.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString()
        : null;

    // Some models list several by name; conversations without tools take the one called default.
    private static string? TemplateText(JsonFacts facts, JsonElement template) => template.ValueKind switch
    {
        JsonValueKind.String => template.GetString(),
        JsonValueKind.Array => template.EnumerateArray()
            .Where(entry => facts.OptionalText(entry, "name") == "default")
            .Select(entry => facts.Text(entry, "template"))
            .FirstOrDefault(),
        _ => throw facts.Wrong("'chat_template' must be a text or a list of named texts."),
    };

    private static void Verify(ModelFolder folder, string file)
    {
        if (folder.Manifest.Files.FirstOrDefault(listed => listed.Path == file) is { } known)
        {
            ModelFiles.Verify(folder.Resolve(file), known);
        }
    }
}
