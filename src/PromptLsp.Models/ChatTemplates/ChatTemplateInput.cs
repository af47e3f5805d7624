using System.Text.Json;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates;

/// <summary>What a chat template is rendered with. All texts of the conversation are content; those of the special tokens are the template's own.</summary>
public sealed record ChatTemplateInput
{
    private readonly Value _messages;

    private ChatTemplateInput(Value messages) => _messages = messages;

    /// <summary>True to end with the beginning of an answer.</summary>
    public bool AddsGenerationPrompt { get; init; } = true;

    /// <summary>Special tokens by their names in <c>tokenizer_config.json</c>, such as <c>bos_token</c>.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; init; } = new Dictionary<string, string>();

    /// <summary>A conversation of plain texts.</summary>
    public static ChatTemplateInput Of(IEnumerable<ChatTurn> turns) => new(new SequenceValue([.. turns.Select(ToValue)]));

    /// <summary>A conversation as JSON: the array of messages, with whatever members they have.</summary>
    /// <param name="messages">An array.</param>
    /// <exception cref="ArgumentException">It is no array of objects.</exception>
    public static ChatTemplateInput Of(JsonElement messages) =>
        messages.ValueKind == JsonValueKind.Array && messages.EnumerateArray().All(message => message.ValueKind == JsonValueKind.Object)
            ? new ChatTemplateInput(ContentJson.Read(messages))
            : throw new ArgumentException("Messages are an array of objects.", nameof(messages));

    internal IEnumerable<(string Name, Value Value)> Variables()
    {
        yield return ("tools", NoneValue.Instance);
        yield return ("documents", NoneValue.Instance);
        foreach (var (name, token) in SpecialTokens)
        {
            yield return (name, TextValue.OfTemplate(token));
        }

        yield return ("messages", _messages);
        yield return ("add_generation_prompt", BooleanValue.Of(AddsGenerationPrompt));
    }

    private static MapValue ToValue(ChatTurn turn) =>
        MapValue.OfTemplate([("role", TextValue.OfContent(turn.Role)), ("content", TextValue.OfContent(turn.Content))]);
}
