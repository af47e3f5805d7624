using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Results;
using PromptLsp.Core.Retrieval;
using PromptLsp.Retrieval.Indexing;

namespace PromptLsp.Retrieval.Searching;

/// <summary>
/// Searches by meaning (cosine similarity, exact) and by words (BM25) and joins both by reciprocal rank fusion. An index is read once for each
/// time it was built and stays in memory.
/// </summary>
/// <param name="configuration">The workspace's configuration as it is now.</param>
/// <param name="store">Where the indexes are kept.</param>
/// <param name="generators">The generator of the model that <see cref="IndexConfiguration.EmbeddingModel"/> names; it stays its giver's own.</param>
public sealed class HybridRetriever(
    Func<WorkspaceConfiguration> configuration,
    IPassageStore store,
    Func<string, IEmbeddingGenerator<string, Embedding<float>>> generators) : IRetriever
{
    /// <summary>How many passages each method puts forward, at least.</summary>
    private const int Candidates = 50;

    /// <summary>How often a search begins anew because the index was replaced meanwhile.</summary>
    private const int MaxAttempts = 5;

    // One reading at a time: several first searches together would hold the matrix several times.
    private readonly SemaphoreSlim _reading = new(1);
    private readonly ConcurrentDictionary<string, LoadedIndex> _loaded = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <remarks>A query of white space finds nothing.</remarks>
    public async Task<IReadOnlyList<RetrievedPassage>> SearchAsync(string index, string query, int topK, CancellationToken cancellationToken)
    {
        var configured = configuration().Indexes.GetValueOrDefault(index) ?? throw NotConfigured(index);
        if (topK <= 0 || string.IsNullOrWhiteSpace(query))
        {
            return [];
        }

        try
        {
            return await SearchAsync(configured, query, topK, cancellationToken);
        }
        catch (StoreException exception)
        {
            throw new RetrievalException($"The index '{index}' cannot be read. {exception.Message}", exception);
        }
    }

    private async Task<IReadOnlyList<RetrievedPassage>> SearchAsync(
        IndexConfiguration configured, string query, int topK, CancellationToken cancellationToken)
    {
        var limit = Math.Max(Candidates, topK);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var loaded = await LoadAsync(configured, cancellationToken);
            var vector = await EmbedAsync(configured, loaded.Info, query, cancellationToken);
            var dense = loaded.Vectors.Nearest(vector.Span, limit, cancellationToken);
            var sparse = await store.SearchTextAsync(configured.Name, query, limit, cancellationToken);

            // The numbers of passages belong to one build: were it replaced in between, they would name others.
            var now = await store.GetInfoAsync(configured.Name, cancellationToken);
            if (now?.BuiltAt == loaded.Info.BuiltAt)
            {
                return Fuse(loaded, dense, sparse, topK);
            }
        }

        throw new RetrievalException($"The index '{configured.Name}' is being built again and again. Search when that is done.");
    }

    private static RetrievedPassage[] Fuse(
        LoadedIndex loaded, IReadOnlyList<(int Row, float Score)> dense, IReadOnlyList<(int Ordinal, double Score)> sparse, int topK)
    {
        var denseScores = dense.ToDictionary(hit => hit.Row, hit => (double)hit.Score);
        var sparseScores = sparse.ToDictionary(hit => hit.Ordinal, hit => hit.Score);
        var fused = RankFusion.ReciprocalRank([[.. dense.Select(hit => hit.Row)], [.. sparse.Select(hit => hit.Ordinal)]]);
        return [.. fused.Take(topK).Select(hit =>
        {
            var passage = loaded.Passages[hit.Item];
            return new RetrievedPassage(
                $"{passage.Source}#{passage.ChunkIndex}",
                passage.Source,
                passage.Text,
                passage.Start,
                passage.End,
                hit.Score,
                denseScores.TryGetValue(hit.Item, out var denseScore) ? denseScore : null,
                sparseScores.TryGetValue(hit.Item, out var sparseScore) ? sparseScore : null)
            {
                Heading = passage.Heading,
            };
        })];
    }

    private async Task<LoadedIndex> LoadAsync(IndexConfiguration configured, CancellationToken cancellationToken)
    {
        var info = await store.GetInfoAsync(configured.Name, cancellationToken) ?? throw NotBuilt(configured.Name);
        if (_loaded.TryGetValue(configured.Name, out var known) && known.Info.BuiltAt == info.BuiltAt)
        {
            return known;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            return _loaded.TryGetValue(configured.Name, out known) && known.Info.BuiltAt == info.BuiltAt
                ? known
                : _loaded[configured.Name] = await ReadAsync(info, cancellationToken);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<LoadedIndex> ReadAsync(StoredIndexInfo info, CancellationToken cancellationToken)
    {
        var passages = await store.LoadAsync(info.Name, cancellationToken);
        if (passages.Any(passage => passage.Embedding.Length != info.Dimension))
        {
            // Replaced by one of another model between the two reads: the caller sees the new build time and begins anew.
            info = info with { BuiltAt = default };
            passages = [];
        }

        var matrix = new DenseMatrix([.. passages.Select(passage => passage.Embedding)], info.Dimension);
        return new LoadedIndex(info, [.. passages.Select(passage => passage with { Embedding = default })], matrix);
    }

    private async Task<ReadOnlyMemory<float>> EmbedAsync(
        IndexConfiguration configured, StoredIndexInfo info, string query, CancellationToken cancellationToken)
    {
        var generator = generators(configured.EmbeddingModel);
        var (vector, identity) = await EmbeddingSource.EmbedAsync(generator, query, configured.EmbeddingModel, cancellationToken);
        return identity.Model == info.EmbeddingModel && identity.Dimension == info.Dimension
            ? vector
            : throw new RetrievalException(
                $"The index '{info.Name}' was built with the embedding model '{info.EmbeddingModel}' ({info.Dimension} dimensions), and it is now '{identity.Model}' ({identity.Dimension}). Run: promptlsp index build {info.Name}");
    }

    private static RetrievalException NotBuilt(string index) => new($"The index '{index}' is not built yet. Run: promptlsp index build {index}");

    private RetrievalException NotConfigured(string index)
    {
        var names = configuration().Indexes.Keys.Order(StringComparer.Ordinal).ToArray();
        var known = names.Length == 0 ? "it names none" : $"it names {string.Join(", ", names)}";
        return new RetrievalException(
            $"{WorkspaceConfiguration.FileName} names no index '{index}' ({known}). Add it under 'indexes', then run: promptlsp index build {index}");
    }

    private sealed record LoadedIndex(StoredIndexInfo Info, StoredPassage[] Passages, DenseMatrix Vectors);
}
