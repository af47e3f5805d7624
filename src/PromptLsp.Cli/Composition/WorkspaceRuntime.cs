using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Drift;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Retrieval;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Suites;
using PromptLsp.Llm;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Generation;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;
using PromptLsp.Retrieval.Searching;
using PromptLsp.Storage.Drift;
using PromptLsp.Storage.Files;
using PromptLsp.Storage.Passages;
using PromptLsp.Storage.Results;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Cli.Composition;

/// <summary>What one workspace runs on: models, database, clients. Each part is made when it is first needed. Safe for concurrent callers.</summary>
internal sealed class WorkspaceRuntime : IAsyncDisposable
{
    /// <summary>The name of the built-in embedding model in configurations.</summary>
    public const string DefaultModel = "default";

    private static readonly ITokenCounterProvider _tokenCounters = new TokenCounters(new TokenCounterProvider(VocabularyFiles.Open), new LocalTokenCounterProvider(ModelLocator.Default));

    private readonly Lazy<SqliteDatabase> _database;
    private readonly Lazy<SqliteResultStore> _store;
    private readonly Lazy<ChatClientProvider> _clients;
    private readonly Lazy<IRetriever> _retriever;
    private readonly SharedCausalModels _causal = new();

    /// <summary>Makes one for a snapshot's files and configuration.</summary>
    /// <param name="snapshot">The workspace.</param>
    /// <param name="models">The local models of the process; not owned.</param>
    public WorkspaceRuntime(WorkspaceSnapshot snapshot, ProcessModels models)
    {
        Snapshot = snapshot;
        Models = models;
        _database = new Lazy<SqliteDatabase>(() => new SqliteDatabase(StorePath.Of(snapshot.Files, snapshot.Configuration)));
        _store = new Lazy<SqliteResultStore>(() => new SqliteResultStore(_database.Value));
        _clients = new Lazy<ChatClientProvider>(MakeClients);
        _retriever = new Lazy<IRetriever>(() => new HybridRetriever(() => Snapshot.Configuration, Passages, EmbeddingsFor));
    }

    /// <summary>The workspace.</summary>
    public WorkspaceSnapshot Snapshot { get; }

    /// <summary>The local models.</summary>
    public ProcessModels Models { get; }

    /// <summary>The results.</summary>
    public SqliteResultStore Store => _store.Value;

    /// <summary>The indexes.</summary>
    public IPassageStore Passages => new SqlitePassageStore(_database.Value);

    /// <summary>How providers' counts differ from ours.</summary>
    /// <exception cref="Core.Results.StoreException">The database cannot be used.</exception>
    public ImmutableArray<TokenDrift> Drift => TokenDriftReader.Read(_database.Value);

    /// <summary>Searches the indexes.</summary>
    public IRetriever Retriever => _retriever.Value;

    /// <summary>Takes prompts through retrieval, rendering and the call.</summary>
    public PromptExecutor Executor => new(() => Snapshot, Retriever, _clients.Value);

    /// <summary>The local models that assertions ask.</summary>
    public JudgeModels JudgeModels => new() { Embeddings = EmbeddingsFor(DefaultModel), Classifiers = Models.Classifiers, Scorer = _causal };

    /// <summary>What a workspace at a root needs from outside.</summary>
    public static WorkspaceServices ServicesFor(string rootPath)
    {
        var files = new PhysicalWorkspaceFiles(rootPath);
        var counters = new TokenCounters(_tokenCounters, new WorkspaceTokenCounters(files));
        return new WorkspaceServices(files, counters, TimeProvider.System, ImmutableArray.Create<IDocumentAnalyzer>(new SuiteDocumentAnalyzer()))
        {
            Rows = new SuitePromptRows(),
            Drift = new StoredTokenDrift(),
        };
    }

    /// <summary>The embedding model that a configuration names, loaded at its first use.</summary>
    public IEmbeddingGenerator<string, Embedding<float>> EmbeddingsFor(string name) => new LazyEmbeddingGenerator(Models.Embeddings, ModelId(name));

    /// <summary>The tokenizer of the embedding model that a configuration names.</summary>
    public static ITokenCounter EmbeddingTokenizer(string name) =>
        _tokenCounters.Find(ModelId(name)) ?? throw new CliException(ExitCode.Usage, $"The embedding model `{name}` is not installed. Use `default`, or put its folder under models/.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_clients.IsValueCreated)
        {
            _clients.Value.Dispose();
        }

        if (_store.IsValueCreated)
        {
            await _store.Value.DisposeAsync();
        }

        await _causal.DisposeAsync();
    }

    private static string ModelId(string name) => name == DefaultModel ? ModelLocator.DefaultEmbeddingModel : name;

    private ChatClientProvider MakeClients() => new(new ChatClientProviderOptions
    {
        Providers = Snapshot.Configuration.Providers,
        CallLog = Store,
        TimeProvider = Snapshot.Time,
        Embeddings = () => EmbeddingsFor(DefaultModel),
        LocalModels = name => _causal.Has(name) ? new CausalChatClient(_causal, name) : null,
        TokenCounter = _tokenCounters.Find(TokenCounterProvider.O200kBase),
    });
}
