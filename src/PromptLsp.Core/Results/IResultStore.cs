using PromptLsp.Core.Calls;

namespace PromptLsp.Core.Results;

/// <summary>
/// Keeps every run. Safe for concurrent callers, in several processes at once. A write is durable when its task completes,
/// whatever happens to the process afterwards. Every method throws <see cref="StoreException"/> where the database cannot be used.
/// </summary>
public interface IResultStore : ICallLog
{
    /// <summary>Where the results are: the database's path.</summary>
    string Location { get; }

    /// <summary>Opens a run.</summary>
    Task BeginRunAsync(RunRecord run, CancellationToken cancellationToken);

    /// <summary>Writes one finished result with its steps and assertions in one transaction.</summary>
    Task RecordResultAsync(ResultRecord result, CancellationToken cancellationToken);

    /// <summary>Closes a run.</summary>
    Task CompleteRunAsync(string runId, RunStatus status, DateTimeOffset finishedAt, CancellationToken cancellationToken);

    /// <summary>The newest runs first.</summary>
    Task<IReadOnlyList<RunOverview>> ListRunsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>One run by its id or an unambiguous beginning of it; null where there is none.</summary>
    /// <exception cref="StoreException"><see cref="StoreFailure.AmbiguousId"/>: several runs begin so.</exception>
    Task<RunOverview?> FindRunAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>The results of a run, ordered by <see cref="ResultRecord.Ordinal"/>, read as they are asked for.</summary>
    IAsyncEnumerable<ResultRecord> ReadResultsAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The attempts of a run, in the order they were written.</summary>
    IAsyncEnumerable<CallAttempt> ReadAttemptsAsync(string runId, CancellationToken cancellationToken);
}

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>Still going on, or its process ended without saying so.</summary>
    Running,

    /// <summary>All results are there.</summary>
    Completed,

    /// <summary>The user stopped it; what had finished is kept.</summary>
    Interrupted,

    /// <summary>It could not go on.</summary>
    Failed,
}

/// <summary>A run as it begins.</summary>
/// <param name="Id">Identity: sorts by time.</param>
/// <param name="Kind"><c>eval</c>, <c>run</c> or <c>editor</c>.</param>
/// <param name="Name">The suite's or prompt's path, relative to the workspace root.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="ToolVersion">Version of this program.</param>
/// <param name="Settings">A JSON object: prompts, models, repeat, concurrency, filter. No secrets.</param>
/// <param name="PlannedResults">How many results it will have.</param>
public sealed record RunRecord(
    string Id, string Kind, string Name, DateTimeOffset StartedAt, string ToolVersion, string Settings, int PlannedResults);

/// <summary>A run and what came of it so far.</summary>
public sealed record RunOverview(
    RunRecord Run, RunStatus Status, DateTimeOffset? FinishedAt, int Passed, int Failed, int Errors, int Unmeasured, double CostUsd);

/// <summary>What a result says.</summary>
public enum Verdict
{
    /// <summary>All that was asserted holds.</summary>
    Pass,

    /// <summary>Something asserted does not hold.</summary>
    Fail,

    /// <summary>There is no answer to judge: rendering, retrieval or the call failed.</summary>
    Error,

    /// <summary>There is an answer, but something asserted could not be judged.</summary>
    Unmeasured,
}

/// <summary>One row of a run: one prompt, model, test case and repetition.</summary>
public sealed record ResultRecord
{
    /// <summary>Identity in the database.</summary>
    public required string Id { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its number in the run's plan, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The test's own id, or the hash of its content.</summary>
    public required string TestId { get; init; }

    /// <summary>For people; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The prompt's path, relative to the workspace root.</summary>
    public required string PromptPath { get; init; }

    /// <summary>SHA-256 of the prompt's bytes, lower-case hexadecimal.</summary>
    public required string PromptHash { get; init; }

    /// <summary><c>provider/model</c>.</summary>
    public required string ModelId { get; init; }

    /// <summary>Which repetition, from 0.</summary>
    public int Repetition { get; init; }

    /// <summary>The values, as a JSON object.</summary>
    public required string Variables { get; init; }

    /// <summary>The verdict over all assertions.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Weighted mean of the assertions' scores, 0..1.</summary>
    public double Score { get; init; }

    /// <summary>The call, or null where none was made.</summary>
    public string? CallId { get; init; }

    /// <summary>The rendered messages as JSON: <c>[{"role","content"}]</c>; null where rendering failed.</summary>
    public string? Messages { get; init; }

    /// <summary>Tokens of the rendered prompt by our own count; null where the tokenizer is not known.</summary>
    public int? RenderedTokens { get; init; }

    /// <summary>The retrieval's query.</summary>
    public string? Query { get; init; }

    /// <summary>What was retrieved: JSON <c>[{"index","id","source","start","end","score","packed"}]</c>; null where nothing was.</summary>
    public string? Passages { get; init; }

    /// <summary>The model's answer.</summary>
    public string? Output { get; init; }

    /// <summary>What went wrong where <see cref="Verdict"/> is error; keys removed.</summary>
    public string? Error { get; init; }

    /// <summary>As the provider reports.</summary>
    public long? InputTokens { get; init; }

    /// <summary>As the provider reports.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>By the catalogue's prices; null where the model has none.</summary>
    public double? CostUsd { get; init; }

    /// <summary>As the provider reports.</summary>
    public string? FinishReason { get; init; }

    /// <summary>When the row began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Retrieval, without the rest.</summary>
    public TimeSpan RetrievalTime { get; init; }

    /// <summary>Rendering, without the rest.</summary>
    public TimeSpan RenderTime { get; init; }

    /// <summary>The call with its retries.</summary>
    public TimeSpan CallTime { get; init; }

    /// <summary>The assertions.</summary>
    public TimeSpan JudgeTime { get; init; }

    /// <summary>The assertions' verdicts, in the suite's order.</summary>
    public IReadOnlyList<AssertionRecord> Assertions { get; init; } = [];
}

/// <summary>One assertion's verdict.</summary>
/// <param name="Type">As written, with its <c>not-</c>.</param>
/// <param name="Value">What was expected, as JSON or text; may be empty.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Score">0..1.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Metric">The named score it adds to, or null.</param>
/// <param name="Reason">For people.</param>
public sealed record AssertionRecord(
    string Type, string Value, Verdict Verdict, double Score, double Weight, string? Metric, string Reason);
