using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Tokens;
using PromptLsp.Llm.Endpoints;

namespace PromptLsp.Llm;

/// <summary>What a <see cref="ChatClientProvider"/> works with.</summary>
public sealed record ChatClientProviderOptions
{
    /// <summary>The providers by name.</summary>
    public required ImmutableDictionary<string, ProviderConfiguration> Providers { get; init; }

    /// <summary>Keeps every attempt.</summary>
    public required ICallLog CallLog { get; init; }

    /// <summary>Reads an environment variable, at each call; null where it is not set.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The addresses that the user trusts; null: those of the user's configuration folder and of <see cref="Environment"/>.</summary>
    public TrustedEndpoints? TrustedEndpoints { get; init; }

    /// <summary>For time limits, waits and rows.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Makes the embeddings of <c>local/extractive</c>, when it is called first; null where there are none. The generator must be safe for concurrent
    /// callers, and stays its maker's to dispose.
    /// </summary>
    public Func<IEmbeddingGenerator<string, Embedding<float>>>? Embeddings { get; init; }

    /// <summary>
    /// Gives the client of a local language model by its name, or null where there is none of that name; null where there are none at all. Models are
    /// loaded at the first call, and stay their maker's to dispose.
    /// </summary>
    public Func<string, IChatClient?>? LocalModels { get; init; }

    /// <summary>Counts the tokens of the built-in models' usage; null: they report none.</summary>
    public ITokenCounter? TokenCounter { get; init; }

    /// <summary>A number in [0, 1) for the jitter of back-off. Must be safe for concurrent callers.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
