using System.Text.Json;
using PromptLsp.Models.ChatTemplates;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Models.Generation;

/// <summary>Writes <c>"text","ids","finish_reason"</c>.</summary>
/// <param name="model">The model; the caller disposes of it.</param>
/// <param name="options">How texts are continued.</param>
/// <param name="asksAsUser">True where a plain text is what a user says; false where it is continued.</param>
public sealed class GenerationProcessor(CausalModel model, GenerationOptions options, bool asksAsUser = false) : IConversationProcessor
{
    /// <inheritdoc/>
    /// <exception cref="Devices.InferenceException">The model failed.</exception>
    public async Task<long> ProcessAsync(ConversationRecord record, Utf8JsonWriter writer, CancellationToken cancellationToken)
    {
        var conversation = record.Conversation ?? (asksAsUser ? ChatTemplateInput.Of([new ChatTurn("user", record.Text)]) : null);
        var prompt = conversation is null ? model.EncodeText(record.Text) : model.EncodeChat(conversation, cancellationToken);
        var answer = await model.CompleteAsync(prompt, options, cancellationToken);
        writer.WriteString("text", answer.Text);
        writer.WriteStartArray("ids");
        foreach (var id in answer.Ids)
        {
            writer.WriteNumberValue(id);
        }

        writer.WriteEndArray();
        writer.WriteString("finish_reason", answer.FinishReason);
        return prompt.Count + answer.Ids.Count;
    }
}
