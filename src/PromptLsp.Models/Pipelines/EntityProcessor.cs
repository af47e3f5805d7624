using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>Writes <c>"entities":[{"label","text","start","end","score"}]</c>, places in UTF-16 code units.</summary>
/// <param name="finder">Finds them; the caller disposes of it.</param>
/// <param name="truncations">What it tells of cut texts.</param>
public sealed class EntityProcessor(ITokenClassifier finder, TruncationLog truncations) : IRecordProcessor
{
    /// <inheritdoc/>
    /// <exception cref="Devices.InferenceException">The model failed.</exception>
    public async Task<IRecordAnswers> ProcessAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken)
    {
        var answers = await finder.FindAsync([.. inputs.Select(input => input.Text)], cancellationToken);
        return new Answers(answers, truncations.Take());
    }

    private sealed class Answers(IReadOnlyList<IReadOnlyList<EntitySpan>> answers, IReadOnlyList<TruncatedText> truncated) : IRecordAnswers
    {
        public long Tokens => 0;

        public IReadOnlyList<TruncatedText> Truncated => truncated;

        public void Write(int index, Utf8JsonWriter writer)
        {
            writer.WriteStartArray("entities");
            foreach (var entity in answers[index])
            {
                writer.WriteStartObject();
                writer.WriteString("label", entity.Label);
                writer.WriteString("text", entity.Text);
                writer.WriteNumber("start", entity.Start);
                writer.WriteNumber("end", entity.End);
                writer.WriteNumber("score", (float)entity.Score);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}
