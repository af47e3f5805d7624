using Microsoft.Data.Sqlite;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Results;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Results;

/// <summary>The writing connection with its statements prepared once. For one thread at a time.</summary>
internal sealed class ResultWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly PreparedInsert _run;
    private readonly PreparedInsert _result;
    private readonly PreparedInsert _assertion;
    private readonly PreparedInsert _attempt;

    internal ResultWriter(SqliteConnection connection)
    {
        _connection = connection;
        _run = new PreparedInsert(connection, "runs", "id", "kind", "name", "started_at", "status", "tool_version", "settings", "planned_results");
        _result = new PreparedInsert(
            connection, "results", "id", "run_id", "ordinal", "test_id", "description", "prompt_path", "prompt_hash", "model_id", "repetition",
            "variables", "verdict", "score", "call_id", "messages", "rendered_tokens", "query", "passages", "output", "error", "input_tokens",
            "output_tokens", "cost_usd", "finish_reason", "started_at", "retrieval_ms", "render_ms", "call_ms", "judge_ms");
        _assertion = new PreparedInsert(
            connection, "assertions", "result_id", "position", "type", "value", "verdict", "score", "weight", "metric", "reason");
        _attempt = new PreparedInsert(
            connection, "call_attempts", "call_id", "run_id", "attempt", "model_id", "started_at", "duration_ms", "outcome", "http_status", "error",
            "retry_after_ms", "input_tokens", "output_tokens", "finish_reason", "request_id", "counted_tokens");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _result.Dispose();
        _assertion.Dispose();
        _attempt.Dispose();
        _connection.Dispose();
    }

    /// <summary>Begins a transaction that takes the write lock at once: waiting for it later could fail for being out of date.</summary>
    internal SqliteTransaction BeginTransaction()
    {
        var transaction = _connection.BeginTransaction(deferred: false);
        _run.Use(transaction);
        _result.Use(transaction);
        _assertion.Use(transaction);
        _attempt.Use(transaction);
        return transaction;
    }

    internal void Insert(RunRecord run) => _run.Execute(
        run.Id, run.Kind, run.Name, run.StartedAt.ToColumn(), RunStatus.Running.ToColumn(), run.ToolVersion, run.Settings, run.PlannedResults);

    internal void Insert(ResultRecord row)
    {
        _result.Execute(
            row.Id, row.RunId, row.Ordinal, row.TestId, row.Description, row.PromptPath, row.PromptHash, row.ModelId, row.Repetition,
            row.Variables, row.Verdict.ToColumn(), row.Score, row.CallId, row.Messages, row.RenderedTokens, row.Query, row.Passages, row.Output,
            row.Error, row.InputTokens, row.OutputTokens, row.CostUsd, row.FinishReason, row.StartedAt.ToColumn(), row.RetrievalTime.ToColumn(),
            row.RenderTime.ToColumn(), row.CallTime.ToColumn(), row.JudgeTime.ToColumn());
        for (var position = 0; position < row.Assertions.Count; position++)
        {
            var assertion = row.Assertions[position];
            _assertion.Execute(
                row.Id, position, assertion.Type, assertion.Value, assertion.Verdict.ToColumn(), assertion.Score, assertion.Weight,
                assertion.Metric, assertion.Reason);
        }
    }

    internal void Insert(CallAttempt row) => _attempt.Execute(
        row.CallId, row.RunId, row.Attempt, row.ModelId, row.StartedAt.ToColumn(), row.Duration.ToColumn(), row.Outcome, row.HttpStatus, row.Error,
        row.RetryAfter?.ToColumn(), row.InputTokens, row.OutputTokens, row.FinishReason, row.RequestId, row.CountedTokens);

    /// <exception cref="StoreException">There is no such run.</exception>
    internal void Complete(string runId, RunStatus status, DateTimeOffset finishedAt)
    {
        using var command = _connection.Command(
            "UPDATE runs SET status = $status, finished_at = $finished_at WHERE id = $id",
            ("$id", runId), ("$status", status.ToColumn()), ("$finished_at", finishedAt.ToColumn()));
        if (command.ExecuteNonQuery() == 0)
        {
            throw new StoreException(StoreFailure.Conflict, $"There is no run {runId} to close: begin it first.");
        }
    }
}
