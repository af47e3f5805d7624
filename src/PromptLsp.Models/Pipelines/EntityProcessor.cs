using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Cleaning;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>Writes <c>"entities":[{"label","text","start","end","score"}]</c>, places in UTF-16 code units.</summary>
/// <param name="finder">Finds them; the caller disposes of it.</param>
/// <param name="truncations">What it tells of cut texts.</param>
/// <param name="cleaner">Prepares each text first; null: nothing does.</param>
public sealed class EntityProcessor(ITokenClassifier finder, TruncationLog truncations, TextCleaner? cleaner = null) : IRecordProcessor
{
    /// <inheritdoc/>
    /// <exception cref="Devices.InferenceException">The model failed.</exception>
    public async Task<IRecordAnswers> ProcessAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken)
    {
        if (cleaner is null)
        {
            return new Answers(await finder.FindAsync([.. inputs.Select(input => input.Text)], cancellationToken), truncations.Take());
        }

        CleanedText[] cleaned = [.. inputs.Select(input => cleaner.Clean(input.Text))];
        var found = await finder.FindAsync([.. cleaned.Select(text => text.Text)], cancellationToken);
        return new Answers([.. found.Select((entities, text) => InSource(entities, cleaned[text], inputs[text].Text))], truncations.Take());
    }

    /// <summary>Entities at the places of the text as it came.</summary>
    private static IReadOnlyList<EntitySpan> InSource(IReadOnlyList<EntitySpan> entities, CleanedText cleaned, string source) =>
    [
        .. entities.Where(entity => entity.End > entity.Start).Select(entity =>
        {
            var (start, end) = cleaned.SourceOf(entity.Start, entity.End);
            return entity with { Start = start, End = end, Text = source[start..end] };
        }),
    ];

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
