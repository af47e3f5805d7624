namespace PromptLsp.Core.Retrieval;

/// <summary>Where indexes are kept. Safe for concurrent readers; one builder at a time.</summary>
public interface IPassageStore
{
    /// <summary>What is stored of <paramref name="index"/>, or null where it was never built.</summary>
    Task<StoredIndexInfo?> GetInfoAsync(string index, CancellationToken cancellationToken);

    /// <summary>Replaces the index of that name in one transaction: readers see the old one until it completes, and an interrupted build leaves the old one.</summary>
    Task ReplaceAsync(StoredIndexInfo info, IReadOnlyList<StoredPassage> passages, CancellationToken cancellationToken);

    /// <summary>All passages of the index, in order, with their vectors.</summary>
    Task<IReadOnlyList<StoredPassage>> LoadAsync(string index, CancellationToken cancellationToken);

    /// <summary>
    /// Full-text search by BM25 (SQLite FTS5, k1 1.2, b 0.75): passage number and score, greater is better, best first, ties by the lower number.
    /// The query's words are alternatives; nothing in it is taken as query syntax.
    /// </summary>
    Task<IReadOnlyList<(int Ordinal, double Score)>> SearchTextAsync(string index, string query, int limit, CancellationToken cancellationToken);
}

/// <summary>What an index is made of.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="EmbeddingModel">Identity of the model that made the vectors.</param>
/// <param name="Dimension">Length of each vector.</param>
/// <param name="SettingsHash">Hash of splitter settings and model: another value means that it must be built again.</param>
/// <param name="BuiltAt">When, UTC.</param>
/// <param name="Documents">Each document's path (relative to the root) and the SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="PassageCount">Number of passages.</param>
public sealed record StoredIndexInfo(
    string Name,
    string EmbeddingModel,
    int Dimension,
    string SettingsHash,
    DateTimeOffset BuiltAt,
    IReadOnlyDictionary<string, string> Documents,
    int PassageCount);

/// <summary>One passage as stored.</summary>
/// <param name="Ordinal">Number in the index, from 0.</param>
/// <param name="Source">Document path, relative to the root.</param>
/// <param name="ChunkIndex">Number in the document, from 0.</param>
/// <param name="Start">UTF-16 offset in the document.</param>
/// <param name="End">End offset.</param>
/// <param name="Heading">Headings above it, joined by " › ".</param>
/// <param name="Text">The text.</param>
/// <param name="TokenCount">Tokens by the index's tokenizer.</param>
/// <param name="Embedding">float32[Dimension], L2 norm 1.</param>
public sealed record StoredPassage(
    int Ordinal,
    string Source,
    int ChunkIndex,
    int Start,
    int End,
    string Heading,
    string Text,
    int TokenCount,
    ReadOnlyMemory<float> Embedding);
