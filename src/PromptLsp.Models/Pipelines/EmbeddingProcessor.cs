using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Core.Retrieval;
using PromptLsp.Models.Cleaning;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>Writes <c>"dimension","embedding"</c>.</summary>
/// <param name="model">The model; the caller disposes of it.</param>
/// <param name="purpose">Which of its prefixes is put before each text.</param>
/// <param name="cleaner">Prepares each text first; null: nothing does.</param>
public sealed class EmbeddingProcessor(EmbeddingModel model, EmbeddingPurpose purpose = EmbeddingPurpose.Similarity, TextCleaner? cleaner = null) : IRecordProcessor
{
    /// <inheritdoc/>
    /// <exception cref="Devices.InferenceException">The model failed.</exception>
    public async Task<IRecordAnswers> ProcessAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken) =>
        new Answers(await model.EmbedAsync([.. inputs.Select(input => cleaner?.Clean(input.Text).Text ?? input.Text)], purpose, cancellationToken));

    private sealed class Answers(TextEmbeddings embeddings) : IRecordAnswers
    {
        public long Tokens => embeddings.TokenCount;

        public IReadOnlyList<TruncatedText> Truncated => embeddings.Truncated;

        public void Write(int index, Utf8JsonWriter writer)
        {
            writer.WriteNumber("dimension", embeddings.Dimension);
            writer.WriteStartArray("embedding");
            foreach (var value in embeddings[index].Span)
            {
                writer.WriteNumberValue(value);
            }

            writer.WriteEndArray();
        }
    }
}
