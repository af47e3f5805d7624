using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Files;
using PromptLsp.Core.Retrieval;
using PromptLsp.Core.Tokens;
using PromptLsp.Retrieval.Splitting;

namespace PromptLsp.Retrieval.Indexing;

/// <summary>
/// Builds indexes: reads documents, cuts them, embeds the passages and stores them in one step at the end. Documents whose bytes and settings
/// are as they were keep their passages and vectors. One build of an index at a time.
/// </summary>
/// <param name="files">Where the documents are.</param>
/// <param name="embeddings">The model of the index.</param>
/// <param name="counter">Counts the tokens of a chunk.</param>
/// <param name="store">Where the index is kept.</param>
/// <param name="time">The clock.</param>
public sealed class IndexBuilder(
    IWorkspaceFiles files,
    IEmbeddingGenerator<string, Embedding<float>> embeddings,
    ITokenCounter counter,
    IPassageStore store,
    TimeProvider time)
{
    /// <summary>Texts a call of the embedding model. It makes smaller batches of its own; this is the step of progress and cancellation.</summary>
    internal const int BatchSize = 64;

    // To be raised when chunks of the same settings come out otherwise.
    private const string ChunkingVersion = "recursive-1";

    /// <summary>Builds the index, or brings it up to date.</summary>
    /// <param name="configuration">The index.</param>
    /// <param name="progress">Told after each document and each batch; may be null.</param>
    /// <param name="cancellationToken">A cancelled build leaves the index as it was.</param>
    /// <exception cref="RetrievalException">No document matches, the splitter is not known, or the model gave no proper vectors.</exception>
    public async Task<IndexBuildReport> BuildAsync(
        IndexConfiguration configuration, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var options = Options(configuration);
        var scan = DocumentScan.Of(files, configuration, cancellationToken);
        var (stored, identity, settings) = await CompareAsync(configuration, cancellationToken);
        var changes = scan.ChangesSince(stored, stored?.SettingsHash != settings);
        if (stored is not null && changes.IsUpToDate)
        {
            return Report(stored.PassageCount, 0);
        }

        var kept = stored is null || changes.IsStale ? [] : await LoadKeptAsync(stored.Name, changes, cancellationToken);
        var passages = Cut(scan, kept, options, progress, cancellationToken);
        var embedded = await EmbedAsync(passages, identity, scan.Documents.Length, progress, cancellationToken);
        var documents = scan.Documents.ToDictionary(document => document.Path, document => document.Hash, StringComparer.Ordinal);
        var info = new StoredIndexInfo(
            configuration.Name, identity.Model, identity.Dimension, settings, time.GetUtcNow(), documents, passages.Length);
        await store.ReplaceAsync(info, passages, cancellationToken);
        return Report(passages.Length, embedded);

        IndexBuildReport Report(int total, int embeddedNow) => new(
            configuration.Name, changes, total, embeddedNow, identity.Model, identity.Dimension, time.GetElapsedTime(started));
    }

    /// <summary>What is stored and what a build would change. Changes nothing.</summary>
    /// <exception cref="RetrievalException">As for <see cref="BuildAsync"/>.</exception>
    public async Task<IndexStatus> GetStatusAsync(IndexConfiguration configuration, CancellationToken cancellationToken)
    {
        Options(configuration);
        var scan = DocumentScan.Of(files, configuration, cancellationToken);
        var (stored, _, settings) = await CompareAsync(configuration, cancellationToken);
        var changes = scan.ChangesSince(stored, stored?.SettingsHash != settings);
        return new IndexStatus(stored is not null, stored?.BuiltAt, stored?.EmbeddingModel, stored?.PassageCount ?? 0, changes);
    }

    private static SplitterOptions Options(IndexConfiguration configuration)
    {
        if (configuration.SplitterKind != "recursive")
        {
            throw new RetrievalException(
                $"The index '{configuration.Name}' asks for the splitter '{configuration.SplitterKind}', which is not known. Write 'kind: recursive' in {WorkspaceConfiguration.FileName}.");
        }

        try
        {
            return new SplitterOptions(configuration.ChunkTokens, configuration.OverlapTokens);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new RetrievalException(
                $"The index '{configuration.Name}' asks for chunks of {configuration.ChunkTokens} tokens with an overlap of {configuration.OverlapTokens}. Give 'chunk_tokens' of 1 or more and 'overlap_tokens' from 0 to that number in {WorkspaceConfiguration.FileName}.",
                exception);
        }
    }

    private async Task<(StoredIndexInfo? Stored, EmbeddingIdentity Identity, string Settings)> CompareAsync(
        IndexConfiguration configuration, CancellationToken cancellationToken)
    {
        var stored = await store.GetInfoAsync(configuration.Name, cancellationToken);
        var identity = await EmbeddingSource.IdentifyAsync(embeddings, configuration.EmbeddingModel, cancellationToken);
        return (stored, identity, SettingsHash(configuration, identity));
    }

    private string SettingsHash(IndexConfiguration configuration, EmbeddingIdentity identity)
    {
        var settings = string.Create(
            CultureInfo.InvariantCulture,
            $"{ChunkingVersion}\n{configuration.ChunkTokens}\n{configuration.OverlapTokens}\n{counter.Name}\n{identity.Model}\n{identity.Dimension}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)));
    }

    private async Task<Dictionary<string, List<StoredPassage>>> LoadKeptAsync(string index, IndexChanges changes, CancellationToken cancellationToken)
    {
        var unchanged = changes.Unchanged.ToHashSet(StringComparer.Ordinal);
        var kept = changes.Unchanged.ToDictionary(path => path, _ => new List<StoredPassage>(), StringComparer.Ordinal);
        foreach (var passage in await store.LoadAsync(index, cancellationToken))
        {
            if (unchanged.Contains(passage.Source))
            {
                kept[passage.Source].Add(passage);
            }
        }

        return kept;
    }

    /// <summary>All passages in order; those that need a vector have none yet.</summary>
    private StoredPassage[] Cut(
        DocumentScan scan,
        Dictionary<string, List<StoredPassage>> kept,
        SplitterOptions options,
        IProgress<IndexProgress>? progress,
        CancellationToken cancellationToken)
    {
        var chunker = new DocumentChunker(options, counter);
        var passages = new List<StoredPassage>();
        for (var i = 0; i < scan.Documents.Length; i++)
        {
            var document = scan.Documents[i];
            var ofDocument = kept.TryGetValue(document.Path, out var known)
                ? known
                : chunker.Split(document.Path, document.Text, cancellationToken).Select(chunk => Passage(document, chunk));
            foreach (var passage in ofDocument)
            {
                passages.Add(passage with { Ordinal = passages.Count });
            }

            progress?.Report(new IndexProgress(i + 1, scan.Documents.Length, 0, 0));
        }

        return [.. passages];
    }

    private static StoredPassage Passage(IndexedDocument document, DocumentChunk chunk) => new(
        0, document.Path, chunk.Index, chunk.Start, chunk.End, string.Join(DocumentChunk.HeadingSeparator, chunk.Headings), chunk.Text, chunk.Tokens, default);

    /// <summary>Fills in the vectors that are missing.</summary>
    private async Task<int> EmbedAsync(
        StoredPassage[] passages, EmbeddingIdentity identity, int documents, IProgress<IndexProgress>? progress, CancellationToken cancellationToken)
    {
        var missing = Enumerable.Range(0, passages.Length).Where(i => passages[i].Embedding.IsEmpty).ToArray();
        var done = 0;
        foreach (var batch in missing.Chunk(BatchSize))
        {
            var vectors = await EmbeddingSource.EmbedAsync(embeddings, [.. batch.Select(i => passages[i].Text)], identity, cancellationToken);
            for (var i = 0; i < batch.Length; i++)
            {
                passages[batch[i]] = passages[batch[i]] with { Embedding = vectors[i] };
            }

            done += batch.Length;
            progress?.Report(new IndexProgress(documents, documents, done, missing.Length));
        }

        return missing.Length;
    }
}
