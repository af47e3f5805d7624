using System.Numerics.Tensors;
using System.Text;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Llm.BuiltIn;

/// <summary>
/// <c>local/extractive</c>: answers with up to three sentences of the retrieved passages, or of the last user message where nothing was retrieved,
/// whose embeddings are nearest to the question's. The same input gives the same answer.
/// </summary>
internal sealed class ExtractiveChatClient(CallContext context, Lazy<EmbeddingCache> embeddings, ITokenCounter? tokens)
    : BuiltInChatClient("extractive", tokens)
{
    /// <summary>The answer where no sentence comes near the question.</summary>
    public const string NothingFound = "The given text does not answer this.";

    private const int GreatestSentences = 3;

    // Cosine similarities of the built-in model: 95 of 100 pairs of unrelated sentences (of STS-B) stay below the first; the second keeps what is about
    // as near as the nearest.
    private const float LeastSimilarity = 0.2f;
    private const float LeastShareOfBest = 0.75f;

    protected override async Task<string> AnswerAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var (text, lastLine) = SplitLastLine(LastUserText(messages));
        var question = string.IsNullOrWhiteSpace(context.Query) ? lastLine : context.Query.Trim();
        var candidates = context.Passages.IsDefaultOrEmpty
            ? MarkdownSentences.Of(text)
            : [.. context.Passages.SelectMany(passage => MarkdownSentences.Of(passage.Text, NearestHeading(passage.Heading)))];
        candidates = [.. candidates.DistinctBy(sentence => sentence.Text, StringComparer.Ordinal)];
        if (question.Length == 0 || candidates.Count == 0)
        {
            return NothingFound;
        }

        var similarities = await CompareAsync(question, candidates, cancellationToken);
        return Join(Choose(similarities).Select(index => candidates[index]));
    }

    // The indexes of the chosen sentences, in the order of the text: passages come best first.
    private static IEnumerable<int> Choose(float[] similarities)
    {
        var nearest = Enumerable.Range(0, similarities.Length).OrderByDescending(index => similarities[index]).ThenBy(index => index).Take(GreatestSentences).ToList();
        var least = Math.Max(LeastSimilarity, similarities[nearest[0]] * LeastShareOfBest);
        return nearest.Where(index => similarities[index] >= least).Order();
    }

    private static string Join(IEnumerable<Sentence> sentences)
    {
        var answer = new StringBuilder();
        var isFenced = false;
        foreach (var sentence in sentences)
        {
            answer.Append(answer.Length == 0 ? "" : isFenced || sentence.IsFenced ? "\n" : " ").Append(sentence.Text);
            isFenced = sentence.IsFenced;
        }

        return answer.Length == 0 ? NothingFound : answer.ToString();
    }

    // Headings are joined by " › ", the nearest last.
    private static string NearestHeading(string headings) => headings[(headings.LastIndexOf('›') + 1)..].Trim();

    private static (string Text, string LastLine) SplitLastLine(string message)
    {
        var text = message.TrimEnd();
        var start = text.LastIndexOf('\n') + 1;
        return (text[..start], text[start..].Trim());
    }

    private async Task<float[]> CompareAsync(string question, IReadOnlyList<Sentence> candidates, CancellationToken cancellationToken)
    {
        // A heading says what its sentences are about, and often holds the very words of the question.
        string[] texts = [question, .. candidates.Select(sentence => sentence.Heading.Length > 0 ? $"{sentence.Heading}: {sentence.Text}" : sentence.Text)];
        var vectors = await EmbedAsync(texts, cancellationToken);
        return [.. vectors.Skip(1).Select(vector => TensorPrimitives.CosineSimilarity(vectors[0].Span, vector.Span))];
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(string[] texts, CancellationToken cancellationToken)
    {
        try
        {
            return await embeddings.Value.GetAsync(texts, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A model may load when it is made or when it is asked first. Whatever keeps it from working, the call cannot be made, and the message of
            // the cause says what to do.
            throw new ModelCallException(
                ModelCallFailure.Configuration, $"the local embedding model cannot be used: {exception.Message}", exception);
        }
    }
}
