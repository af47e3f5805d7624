using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>Writes the <c>text</c> that token numbers stand for. The texts that it gets are JSON lists of numbers: <see cref="RecordFormat.TokenIds"/>.</summary>
/// <param name="decode">Gives the text of numbers; throws <see cref="ArgumentOutOfRangeException"/> for one that is no token's.</param>
public sealed class DetokenizeProcessor(Func<IReadOnlyList<int>, string> decode) : IRecordProcessor
{
    /// <inheritdoc/>
    public Task<IRecordAnswers> ProcessAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken)
    {
        var texts = new List<(string? Text, string? Error)>(inputs.Count);
        foreach (var input in inputs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var document = JsonDocument.Parse(input.Text);
            texts.Add(Decode([.. document.RootElement.EnumerateArray().Select(id => id.GetInt32())]));
        }

        return Task.FromResult<IRecordAnswers>(new Answers(texts));
    }

    private (string? Text, string? Error) Decode(int[] ids)
    {
        try
        {
            return (decode(ids), null);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            return (null, $"{exception.ActualValue} is not the number of a token.");
        }
    }

    private sealed class Answers(IReadOnlyList<(string? Text, string? Error)> texts) : IRecordAnswers
    {
        public long Tokens => 0;

        public int Errors => texts.Count(text => text.Error is not null);

        public IReadOnlyList<TruncatedText> Truncated => [];

        public void Write(int index, Utf8JsonWriter writer) =>
            writer.WriteString(texts[index].Error is null ? "text" : "error", texts[index].Text ?? texts[index].Error);
    }
}
