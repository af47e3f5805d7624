using System.Text.Json;
using PromptLsp.Models.ChatTemplates;

namespace PromptLsp.Models.Pipelines;

/// <summary>What a <see cref="ConversationPipeline"/> does with each record.</summary>
public interface IConversationProcessor
{
    /// <summary>Answers one record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="writer">An object that is open and already holds its <c>index</c>; nothing is written to it before the answer is there.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>Tokens computed.</returns>
    /// <exception cref="Generation.ContextWindowException">The record does not fit into the model.</exception>
    /// <exception cref="ChatTemplateException">The model's chat template refuses it.</exception>
    /// <exception cref="Loading.ModelFormatException">The model takes no conversations.</exception>
    Task<long> ProcessAsync(ConversationRecord record, Utf8JsonWriter writer, CancellationToken cancellationToken);
}

/// <summary>One record: a text, or a conversation.</summary>
/// <param name="Text">The text; empty where there is a conversation.</param>
/// <param name="Conversation">The conversation, or null.</param>
public readonly record struct ConversationRecord(string Text, ChatTemplateInput? Conversation);
