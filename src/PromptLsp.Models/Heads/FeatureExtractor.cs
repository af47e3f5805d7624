using Microsoft.Extensions.AI;

namespace PromptLsp.Models.Heads;

/// <summary>Makes the features of texts. Safe for concurrent callers. Does not own the embedding model.</summary>
/// <param name="ngrams">Which n-grams; null for none.</param>
/// <param name="embeddings">The embedding model; null for none.</param>
public sealed class FeatureExtractor(NgramOptions? ngrams, IEmbeddingGenerator<string, Embedding<float>>? embeddings)
{
    private readonly HashedNgrams? _ngrams = ngrams is null ? null : new HashedNgrams(ngrams);

    /// <summary>The features of texts, in their order.</summary>
    /// <param name="texts">Any texts.</param>
    /// <param name="cancellationToken">Stops between texts.</param>
    public async Task<IReadOnlyList<FeatureRow>> ExtractAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        var vectors = embeddings is null || texts.Count == 0 ? null : await embeddings.GenerateAsync(texts, cancellationToken: cancellationToken);
        var rows = new FeatureRow[texts.Count];
        for (var index = 0; index < rows.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows[index] = ExtractNgrams(texts[index]) with { Dense = vectors?[index].Vector ?? ReadOnlyMemory<float>.Empty };
        }

        return rows;
    }

    /// <summary>The sparse features of one text.</summary>
    internal FeatureRow ExtractNgrams(string text)
    {
        var (indices, values) = _ngrams?.Extract(text) ?? ([], []);
        return new FeatureRow(indices, values, ReadOnlyMemory<float>.Empty);
    }
}
