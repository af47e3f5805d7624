using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Retrieval;
using PromptLsp.Core.Tools;

namespace PromptLsp.Core.Execution;

/// <summary>Takes one prompt with values through retrieval, rendering and the model call. Safe for concurrent callers.</summary>
public interface IPromptExecutor
{
    /// <summary>Executes; failures of the outside world and of the prompt come back in the result, never as exceptions.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<PromptExecution> ExecuteAsync(PromptExecutionRequest request, CancellationToken cancellationToken);
}

/// <summary>One execution that is asked for.</summary>
/// <param name="RunId">The run it belongs to.</param>
/// <param name="PromptPath">Absolute path of the prompt file.</param>
/// <param name="Variables">Values by input name.</param>
/// <param name="ModelId">The model, or null for the prompt's own.</param>
public sealed record PromptExecutionRequest(
    string RunId, string PromptPath, ImmutableDictionary<string, JsonElement> Variables, string? ModelId)
{
    /// <summary>Called with each piece of the answer as it streams in; null: the answer is fetched in one piece.</summary>
    public Action<string>? OnText { get; init; }

    /// <summary>True: nothing is called; the execution ends with the rendered prompt.</summary>
    public bool IsRenderOnly { get; init; }

    /// <summary>Called when a stage begins: <c>retrieving</c>, <c>rendering</c>, <c>calling</c>.</summary>
    public Action<string>? OnStage { get; init; }
}

/// <summary>What came of an execution.</summary>
public sealed record PromptExecution
{
    /// <summary>Identity of the call.</summary>
    public required string CallId { get; init; }

    /// <summary>The model that was or would have been called.</summary>
    public required string ModelId { get; init; }

    /// <summary>SHA-256 of the prompt's bytes, lower-case hexadecimal; empty where the file could not be read.</summary>
    public required string PromptHash { get; init; }

    /// <summary>The rendered prompt, null where rendering failed.</summary>
    public RenderedPrompt? Rendered { get; init; }

    /// <summary>Tokens of the rendered prompt with its overhead; null where the tokenizer is not known.</summary>
    public int? RenderedTokens { get; init; }

    /// <summary>What each <c>context:</c> entry retrieved.</summary>
    public ImmutableArray<PackedContext> Contexts { get; init; } = [];

    /// <summary>The answer; null where there is none.</summary>
    public string? Output { get; init; }

    /// <summary>The tools that the model asks for. Nobody calls them.</summary>
    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>What failed, for people; null where all went well.</summary>
    public string? Error { get; init; }

    /// <summary>Where it failed: <c>prompt</c> (the prompt or its values), <c>retrieval</c>, <c>configuration</c>, <c>provider</c>; null where all went well.</summary>
    public string? ErrorStage { get; init; }

    /// <summary>As the provider reports.</summary>
    public long? InputTokens { get; init; }

    /// <summary>As the provider reports.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>By the catalogue's prices; null where the model has none.</summary>
    public double? CostUsd { get; init; }

    /// <summary>As the provider reports.</summary>
    public string? FinishReason { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Retrieval alone.</summary>
    public TimeSpan RetrievalTime { get; init; }

    /// <summary>Rendering alone.</summary>
    public TimeSpan RenderTime { get; init; }

    /// <summary>The call with its retries.</summary>
    public TimeSpan CallTime { get; init; }
}

/// <summary>What one <c>context:</c> entry retrieved and how much of it fits its budget.</summary>
/// <param name="Name">The entry's name: the template's variable.</param>
/// <param name="Index">The index it asked.</param>
/// <param name="Query">The rendered query.</param>
/// <param name="Packed">The passages that are in the prompt, best first.</param>
/// <param name="Dropped">The passages that were found and did not fit.</param>
/// <param name="Tokens">Tokens of the packed passages.</param>
public sealed record PackedContext(
    string Name, string Index, string Query, ImmutableArray<RetrievedPassage> Packed, ImmutableArray<RetrievedPassage> Dropped, int Tokens);
