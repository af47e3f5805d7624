using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Cleaning;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>Writes <c>"label","score","scores":{label:score}</c>.</summary>
/// <param name="classifier">The classifier; the caller disposes of it.</param>
/// <param name="truncations">What the classifier tells of cut texts.</param>
/// <param name="cleaner">Prepares each text first; null: nothing does.</param>
public sealed class ClassificationProcessor(ITextClassifier classifier, TruncationLog truncations, TextCleaner? cleaner = null) : IRecordProcessor
{
    /// <inheritdoc/>
    /// <exception cref="Devices.InferenceException">The model failed.</exception>
    public async Task<IRecordAnswers> ProcessAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken)
    {
        var answers = await classifier.ClassifyAsync(cleaner is null ? inputs : [.. inputs.Select(Clean)], cancellationToken);
        return new Answers(answers, truncations.Take());
    }

    private TextInput Clean(TextInput input) => new(cleaner!.Clean(input.Text).Text, input.Pair is { } pair ? cleaner.Clean(pair).Text : null);

    private sealed class Answers(IReadOnlyList<TextClassification> answers, IReadOnlyList<TruncatedText> truncated) : IRecordAnswers
    {
        public long Tokens => 0;

        public IReadOnlyList<TruncatedText> Truncated => truncated;

        public void Write(int index, Utf8JsonWriter writer)
        {
            var answer = answers[index];
            writer.WriteString("label", answer.Label);
            writer.WriteNumber("score", (float)answer.Score);
            writer.WriteStartObject("scores");
            foreach (var (label, score) in answer.Scores)
            {
                writer.WriteNumber(label, (float)score);
            }

            writer.WriteEndObject();
        }
    }
}
