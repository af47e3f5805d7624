using System.Globalization;
using System.Text.Json;
using PromptLsp.Core.Classification;
using PromptLsp.Core.Tokens;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Pipelines;

/// <summary>Writes <c>"ids","tokens","offsets"</c>; offsets are UTF-16 code units, end exclusive.</summary>
/// <param name="encode">Gives the tokens of a text.</param>
public sealed class TokenizeProcessor(Func<string, IReadOnlyList<EncodedToken>> encode) : IRecordProcessor
{
    /// <summary>A Hugging Face tokenizer.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="options">What it puts around a text and finds in it.</param>
    public static TokenizeProcessor Of(HuggingFaceTokenizer tokenizer, TokenizerEncodeOptions options) => new(text => tokenizer.Encode(text, null, options).Tokens);

    /// <summary>A published encoding. The text of a token that holds a part of a character shows U+FFFD for it.</summary>
    public static TokenizeProcessor Of(ITokenCounter counter) =>
        new(text => [.. counter.Encode(text).Select(token => new EncodedToken(token.Id, counter.Decode([token.Id]), token.Start, token.End))]);

    /// <inheritdoc/>
    public Task<IRecordAnswers> ProcessAsync(IReadOnlyList<TextInput> inputs, CancellationToken cancellationToken)
    {
        var texts = new List<IReadOnlyList<EncodedToken>>(inputs.Count);
        foreach (var input in inputs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            texts.Add(encode(input.Text));
        }

        return Task.FromResult<IRecordAnswers>(new Answers(texts));
    }

    private sealed class Answers(IReadOnlyList<IReadOnlyList<EncodedToken>> texts) : IRecordAnswers
    {
        public long Tokens => texts.Sum(tokens => (long)tokens.Count);

        public IReadOnlyList<TruncatedText> Truncated => [];

        public void Write(int index, Utf8JsonWriter writer)
        {
            writer.WriteStartArray("ids");
            foreach (var token in texts[index])
            {
                writer.WriteNumberValue(token.Id);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("tokens");
            foreach (var token in texts[index])
            {
                writer.WriteStringValue(token.Text);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("offsets");
            foreach (var token in texts[index])
            {
                writer.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"[{token.Start},{token.End}]"));
            }

            writer.WriteEndArray();
        }
    }
}
