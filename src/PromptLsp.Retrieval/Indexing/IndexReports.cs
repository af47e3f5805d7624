using System.Collections.Immutable;

namespace PromptLsp.Retrieval.Indexing;

/// <summary>How far a build is.</summary>
/// <param name="DocumentsRead">Documents read and cut so far.</param>
/// <param name="Documents">Documents in all.</param>
/// <param name="PassagesEmbedded">Passages embedded so far.</param>
/// <param name="PassagesToEmbed">Passages to embed in all; 0 until all documents are read.</param>
public sealed record IndexProgress(int DocumentsRead, int Documents, int PassagesEmbedded, int PassagesToEmbed);

/// <summary>What differs between the documents and the index.</summary>
public sealed record IndexChanges
{
    /// <summary>Documents that the index does not hold yet.</summary>
    public ImmutableArray<string> Added { get; init; } = [];

    /// <summary>Documents whose bytes are others than when they were indexed.</summary>
    public ImmutableArray<string> Changed { get; init; } = [];

    /// <summary>Documents that the index holds and that are no more.</summary>
    public ImmutableArray<string> Removed { get; init; } = [];

    /// <summary>Documents that are as they were indexed.</summary>
    public ImmutableArray<string> Unchanged { get; init; } = [];

    /// <summary>Documents that match the globs and cannot be indexed, with the reason.</summary>
    public ImmutableArray<SkippedDocument> Skipped { get; init; } = [];

    /// <summary>True where the splitter's settings, the tokenizer or the embedding model are others: every document is built again.</summary>
    public bool IsStale { get; init; }

    /// <summary>True where nothing would change.</summary>
    public bool IsUpToDate => !IsStale && Added.IsEmpty && Changed.IsEmpty && Removed.IsEmpty;
}

/// <summary>A document that was left out.</summary>
/// <param name="Path">Relative to the workspace root.</param>
/// <param name="Reason">What is wrong with it and what to do.</param>
public sealed record SkippedDocument(string Path, string Reason);

/// <summary>What stands in the store and what a build would change.</summary>
/// <param name="IsBuilt">False where the index was never built: then everything is <see cref="IndexChanges.Added"/>.</param>
/// <param name="BuiltAt">When it was built, UTC.</param>
/// <param name="EmbeddingModel">The model of its vectors.</param>
/// <param name="Passages">How many passages it holds.</param>
/// <param name="Changes">What a build would change.</param>
public sealed record IndexStatus(bool IsBuilt, DateTimeOffset? BuiltAt, string? EmbeddingModel, int Passages, IndexChanges Changes);

/// <summary>What a build did.</summary>
/// <param name="Name">The index.</param>
/// <param name="Changes">What had changed since the build before.</param>
/// <param name="Passages">How many passages the index holds now.</param>
/// <param name="EmbeddedPassages">How many of them were embedded now; the others kept their vectors.</param>
/// <param name="EmbeddingModel">The model of the vectors.</param>
/// <param name="Dimension">Their length.</param>
/// <param name="Duration">Of the whole build.</param>
public sealed record IndexBuildReport(
    string Name, IndexChanges Changes, int Passages, int EmbeddedPassages, string EmbeddingModel, int Dimension, TimeSpan Duration);
