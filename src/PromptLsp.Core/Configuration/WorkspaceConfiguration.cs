using System.Collections.Immutable;
using PromptLsp.Core.Catalogue;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Configuration;

/// <summary>What <c>promptlsp.yaml</c> says, with its defaults filled in.</summary>
public sealed record WorkspaceConfiguration
{
    /// <summary>File name at the workspace root.</summary>
    public const string FileName = "promptlsp.yaml";

    /// <summary>Providers by name; the built-in names <c>openai</c> and <c>ollama</c> are always there.</summary>
    public ImmutableDictionary<string, ProviderConfiguration> Providers { get; init; } = ProviderConfiguration.BuiltIn;

    /// <summary>Model entries of the workspace, by <c>provider/model</c>: they win over the catalogue.</summary>
    public ImmutableDictionary<string, ModelInfo> Models { get; init; } = ImmutableDictionary<string, ModelInfo>.Empty;

    /// <summary>Retrieval indexes by name.</summary>
    public ImmutableDictionary<string, IndexConfiguration> Indexes { get; init; } = ImmutableDictionary<string, IndexConfiguration>.Empty;

    /// <summary>The database, relative to the workspace root.</summary>
    public string Store { get; init; } = ".promptlsp/promptlsp.db";

    /// <summary>Findings in the file itself.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The file's text; null where there is none.</summary>
    public SourceText? Source { get; init; }
}

/// <summary>A model provider.</summary>
/// <param name="Name">Its name, the part of a model id before the slash.</param>
/// <param name="Type"><c>openai</c>: an endpoint that speaks OpenAI's chat completions.</param>
/// <param name="BaseUrl">Its address up to <c>/v1</c>; null for the type's own default.</param>
/// <param name="ApiKeyEnvironmentVariable">The environment variable that holds the key; null where none is needed.</param>
/// <param name="Timeout">For one attempt.</param>
/// <param name="MaxRetries">How often a failed attempt is tried again, 0..10.</param>
public sealed record ProviderConfiguration(
    string Name, string Type, Uri? BaseUrl, string? ApiKeyEnvironmentVariable, TimeSpan Timeout, int MaxRetries)
{
    /// <summary>The time limit of one attempt where the configuration is silent.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(120);

    /// <summary>The number of retries where the configuration is silent.</summary>
    public const int DefaultMaxRetries = 3;

    /// <summary>The providers that need no configuration.</summary>
    public static ImmutableDictionary<string, ProviderConfiguration> BuiltIn { get; } = new[]
    {
        new ProviderConfiguration("openai", "openai", null, "OPENAI_API_KEY", DefaultTimeout, DefaultMaxRetries),
        new ProviderConfiguration("ollama", "openai", new Uri("http://localhost:11434/v1"), null, DefaultTimeout, DefaultMaxRetries),
    }.ToImmutableDictionary(provider => provider.Name);
}

/// <summary>A retrieval index.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Include">Globs of documents, relative to the workspace root.</param>
/// <param name="ChunkTokens">Greatest number of tokens in a chunk.</param>
/// <param name="OverlapTokens">How many of them a chunk shares with the one before, at most.</param>
/// <param name="SplitterKind"><c>recursive</c>.</param>
/// <param name="EmbeddingModel"><c>default</c> for the built-in model, else a model package's id or folder.</param>
public sealed record IndexConfiguration(
    string Name, ImmutableArray<string> Include, int ChunkTokens, int OverlapTokens, string SplitterKind, string EmbeddingModel);
