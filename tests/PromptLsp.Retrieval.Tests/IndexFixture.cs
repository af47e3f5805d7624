using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Retrieval;
using PromptLsp.Core.Tokens;
using PromptLsp.Retrieval.Indexing;
using PromptLsp.Retrieval.Searching;
using PromptLsp.Storage.Files;
using PromptLsp.Storage.Passages;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Retrieval.Tests;

/// <summary>A workspace with documents and a database of its own.</summary>
internal sealed class IndexFixture : IDisposable
{
    internal IndexFixture(params (string Path, string Text)[] documents)
    {
        foreach (var (path, text) in documents)
        {
            Folder.Write(path, text);
        }

        StorePath = Path.Combine(Folder.Path, ".promptlsp", "promptlsp.db");
        Store = new SqlitePassageStore(new SqliteDatabase(StorePath));
        Configuration = new IndexConfiguration("kb", ["docs/**/*.md"], 24, 4, "recursive", "default");
    }

    internal static ITokenCounter Counter { get; } = new TokenCounterProvider().Find(TokenCounterProvider.O200kBase)!;

    internal TemporaryFolder Folder { get; } = new();

    internal string StorePath { get; }

    internal IPassageStore Store { get; set; }

    internal IndexConfiguration Configuration { get; set; }

    internal SteppingTime Time { get; } = new();

    public void Dispose() => Folder.Dispose();

    internal IndexBuilder Builder(IEmbeddingGenerator<string, Embedding<float>> embeddings) =>
        new(new PhysicalWorkspaceFiles(Folder.Path), embeddings, Counter, Store, Time);

    internal Task<IndexBuildReport> BuildAsync(IEmbeddingGenerator<string, Embedding<float>> embeddings) =>
        Builder(embeddings).BuildAsync(Configuration, null, CancellationToken.None);

    internal HybridRetriever Retriever(IEmbeddingGenerator<string, Embedding<float>> embeddings)
    {
        var configuration = new WorkspaceConfiguration
        {
            Indexes = ImmutableDictionary<string, IndexConfiguration>.Empty.Add("kb", Configuration).Add("other", Configuration with { Name = "other" }),
        };
        return new HybridRetriever(() => configuration, Store, _ => embeddings);
    }

    /// <summary>Each look at the clock is a second later.</summary>
    internal sealed class SteppingTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromSeconds(1);
    }
}
