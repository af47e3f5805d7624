using System.Text.Json;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Models.Generation;

/// <summary>Writes <c>"tokens","sum_logprob","perplexity"</c>; the perplexity of fewer than two tokens is null.</summary>
/// <param name="model">The model; the caller disposes of it.</param>
/// <param name="window">The windows of long texts; null for one pass.</param>
public sealed class PerplexityProcessor(CausalModel model, ScoringWindow? window = null) : IConversationProcessor
{
    /// <inheritdoc/>
    /// <exception cref="Devices.InferenceException">The model failed.</exception>
    public async Task<long> ProcessAsync(ConversationRecord record, Utf8JsonWriter writer, CancellationToken cancellationToken)
    {
        var ids = record.Conversation is { } conversation
            ? model.EncodeChat(conversation with { AddsGenerationPrompt = false }, cancellationToken)
            : model.EncodeText(record.Text);
        var score = await model.ScoreAsync(ids, window, cancellationToken);
        writer.WriteNumber("tokens", score.Tokens);
        writer.WriteNumber("sum_logprob", score.SumLogProbability);
        if (score.Perplexity is { } perplexity && double.IsFinite(perplexity))
        {
            writer.WriteNumber("perplexity", perplexity);
        }
        else
        {
            writer.WriteNull("perplexity");
        }

        return score.Tokens;
    }
}
