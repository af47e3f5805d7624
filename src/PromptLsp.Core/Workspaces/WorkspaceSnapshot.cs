using System.Collections.Concurrent;
using System.Collections.Immutable;
using PromptLsp.Core.Catalogue;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Drift;
using PromptLsp.Core.Files;
using PromptLsp.Core.Prompts;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Tokens;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Workspaces;

/// <summary>A workspace at one moment. Immutable; what is derived is computed at the first use and kept. Safe for concurrent readers.</summary>
public sealed class WorkspaceSnapshot
{
    private readonly WorkspaceServices _services;
    private readonly ConcurrentDictionary<string, CachedPrompt> _prompts;
    private readonly ConcurrentDictionary<string, Lazy<PromptAnalysis?>> _analyses = new();
    private readonly Lazy<WorkspaceConfiguration> _configuration;
    private readonly Lazy<ModelCatalogue> _catalogue;
    private readonly Lazy<ImmutableArray<TokenDrift>> _drift;

    private WorkspaceSnapshot(
        WorkspaceServices services,
        long revision,
        ImmutableDictionary<string, OpenDocument> documents,
        ConcurrentDictionary<string, CachedPrompt> prompts,
        Lazy<WorkspaceConfiguration>? configuration,
        SuiteIndex? suites,
        Lazy<ImmutableArray<TokenDrift>>? drift,
        RowTokenBoard rowTokens)
    {
        _services = services;
        _prompts = prompts;
        Revision = revision;
        Documents = documents;
        Files = new OverlayFiles(services.Files, documents);
        Suites = suites ?? new SuiteIndex(services.Rows, Files);
        RowTokens = rowTokens;
        _drift = drift ?? new Lazy<ImmutableArray<TokenDrift>>(() => services.Drift.Read(services.Files, Configuration));
        _catalogue = new Lazy<ModelCatalogue>(() => ModelCatalogue.BuiltIn.With(Configuration.Models));
        _configuration = configuration ?? new Lazy<WorkspaceConfiguration>(() => ReadConfiguration(Files));
    }

    /// <summary>Grows with every change.</summary>
    public long Revision { get; }

    /// <summary>The editor's documents by path.</summary>
    public ImmutableDictionary<string, OpenDocument> Documents { get; }

    /// <summary>The files; open documents win over the disk.</summary>
    public IWorkspaceFiles Files { get; }

    /// <summary>What <c>promptlsp.yaml</c> says.</summary>
    public WorkspaceConfiguration Configuration => _configuration.Value;

    /// <summary>The models that are known, the workspace's own first.</summary>
    public ModelCatalogue Catalogue => _catalogue.Value;

    /// <summary>The suites and their rows. The same object in the next snapshot where nothing changed that they depend on.</summary>
    public SuiteIndex Suites { get; }

    /// <summary>The figures of prompts with their rows, one board for all snapshots of a workspace.</summary>
    public RowTokenBoard RowTokens { get; }

    /// <summary>How providers' counts differ from ours, a line for each model that both have counted; read at the first use, and anew when files changed.</summary>
    public ImmutableArray<TokenDrift> Drift => _drift.Value;

    /// <summary>The tokenizers.</summary>
    public ITokenCounterProvider TokenCounters => _services.TokenCounters;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _services.Time;

    /// <summary>True where the path is that of a prompt.</summary>
    public static bool IsPrompt(string path) => path.EndsWith(PromptDocument.Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>A snapshot without open documents.</summary>
    public static WorkspaceSnapshot Create(WorkspaceServices services) =>
        new(services, 0, ImmutableDictionary<string, OpenDocument>.Empty, new ConcurrentDictionary<string, CachedPrompt>(), null, null, null, new RowTokenBoard());

    /// <summary>The text of a document; null where it cannot be read.</summary>
    public SourceText? GetText(string path) => Files.Read(path).Text;

    /// <summary>The prompt at a path; null where it cannot be read.</summary>
    public PromptDocument? GetPrompt(string path)
    {
        if (GetText(path) is not { } text)
        {
            return null;
        }

        var cached = _prompts.GetOrAdd(path, static _ => new CachedPrompt());
        return cached.Get(path, text);
    }

    /// <summary>All that can be said of the prompt at a path; null where it cannot be read.</summary>
    public PromptAnalysis? Analyze(string path)
    {
        // One computation for all who ask at the same time: the findings and the figures of a key come from the same tree.
        var analysis = _analyses.GetOrAdd(path, static (key, snapshot) => new Lazy<PromptAnalysis?>(() => snapshot.CreateAnalysis(key)), this).Value;
        if (analysis is null)
        {
            _analyses.TryRemove(path, out _);
        }

        return analysis;
    }

    /// <summary>The findings in a document, in the order of the text; none for a kind of document that is not known.</summary>
    public ImmutableArray<Diagnostic> GetDiagnostics(string path, CancellationToken cancellationToken)
    {
        if (IsPrompt(path))
        {
            return Analyze(path)?.GetDiagnostics(cancellationToken) ?? [];
        }

        if (path == Files.RootPath + "/" + WorkspaceConfiguration.FileName)
        {
            return Configuration.Diagnostics;
        }

        return _services.Analyzers.FirstOrDefault(analyzer => analyzer.Handles(path)) is { } found && GetText(path) is { } text
            ? found.Analyze(path, text, this, cancellationToken)
            : [];
    }

    /// <summary>True where <see cref="GetDiagnostics"/> can say something of documents of this path.</summary>
    public bool IsKnown(string path) =>
        IsPrompt(path) || path == Files.RootPath + "/" + WorkspaceConfiguration.FileName || _services.Analyzers.Any(analyzer => analyzer.Handles(path));

    internal WorkspaceSnapshot With(WorkspaceChange change)
    {
        if (change is WorkspaceChange.DocumentClosed { Path: var gone })
        {
            _prompts.TryRemove(gone, out _);
        }

        var documents = change switch
        {
            WorkspaceChange.DocumentSet set => Documents.SetItem(set.Path, new OpenDocument(set.Path, set.Text, set.Version)),
            WorkspaceChange.DocumentClosed closed => Documents.Remove(closed.Path),
            _ => Documents,
        };
        return new WorkspaceSnapshot(
            _services,
            Revision + 1,
            documents,
            _prompts,
            TouchesConfiguration(change) ? null : _configuration,
            TouchesSuites(change) ? null : Suites,
            change is WorkspaceChange.FilesChanged ? null : _drift,
            RowTokens);
    }

    /// <summary>Suites are YAML and their rows and values may stand in any file, but not in a prompt: typing in one changes none.</summary>
    private static bool TouchesSuites(WorkspaceChange change) => change switch
    {
        WorkspaceChange.DocumentSet set => !IsPrompt(set.Path),
        WorkspaceChange.DocumentClosed closed => !IsPrompt(closed.Path),
        _ => true,
    };

    private static WorkspaceConfiguration ReadConfiguration(IWorkspaceFiles files) =>
        files.Read(files.RootPath + "/" + WorkspaceConfiguration.FileName).Text is { } text ? ConfigurationReader.Read(text) : new WorkspaceConfiguration();

    private bool TouchesConfiguration(WorkspaceChange change)
    {
        var path = Files.RootPath + "/" + WorkspaceConfiguration.FileName;
        return change switch
        {
            WorkspaceChange.DocumentSet set => set.Path == path,
            WorkspaceChange.DocumentClosed closed => closed.Path == path,
            WorkspaceChange.FilesChanged changed => changed.Paths.Contains(path),
            _ => true,
        };
    }

    private PromptAnalysis? CreateAnalysis(string path) =>
        GetPrompt(path) is { } prompt ? new PromptAnalysis(this, prompt, _prompts.GetOrAdd(path, static _ => new CachedPrompt()).Memory) : null;
}
