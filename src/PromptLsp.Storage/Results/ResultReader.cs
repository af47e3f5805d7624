using Microsoft.Data.Sqlite;
using PromptLsp.Core.Calls;
using PromptLsp.Core.Results;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Results;

/// <summary>Rows as records.</summary>
internal static class ResultReader
{
    internal static RunOverview Overview(SqliteDataReader row) => new(
        new RunRecord(
            row.Text("id"), row.Text("kind"), row.Text("name"), row.Time("started_at"), row.Text("tool_version"), row.Text("settings"),
            row.Int("planned_results")),
        row.StatusOf("status"),
        row.TextOrNull("finished_at") is { } finished ? SqliteExtensions.ParseTime(finished) : null,
        row.Int("passed"),
        row.Int("failed"),
        row.Int("errors"),
        row.Int("unmeasured"),
        row.Double("cost_usd"));

    internal static ResultRecord Result(SqliteDataReader row, IReadOnlyList<AssertionRecord> assertions) => new()
    {
        Id = row.Text("id"),
        RunId = row.Text("run_id"),
        Ordinal = row.Int("ordinal"),
        TestId = row.Text("test_id"),
        Description = row.Text("description"),
        PromptPath = row.Text("prompt_path"),
        PromptHash = row.Text("prompt_hash"),
        ModelId = row.Text("model_id"),
        Repetition = row.Int("repetition"),
        Variables = row.Text("variables"),
        Verdict = row.VerdictOf("verdict"),
        Score = row.Double("score"),
        CallId = row.TextOrNull("call_id"),
        Messages = row.TextOrNull("messages"),
        RenderedTokens = (int?)row.LongOrNull("rendered_tokens"),
        Query = row.TextOrNull("query"),
        Passages = row.TextOrNull("passages"),
        Output = row.TextOrNull("output"),
        Error = row.TextOrNull("error"),
        InputTokens = row.LongOrNull("input_tokens"),
        OutputTokens = row.LongOrNull("output_tokens"),
        CostUsd = row.DoubleOrNull("cost_usd"),
        FinishReason = row.TextOrNull("finish_reason"),
        StartedAt = row.Time("started_at"),
        RetrievalTime = row.Duration("retrieval_ms"),
        RenderTime = row.Duration("render_ms"),
        CallTime = row.Duration("call_ms"),
        JudgeTime = row.Duration("judge_ms"),
        Assertions = assertions,
    };

    internal static AssertionRecord Assertion(SqliteDataReader row) => new(
        row.Text("type"), row.Text("value"), row.VerdictOf("verdict"), row.Double("score"), row.Double("weight"), row.TextOrNull("metric"),
        row.Text("reason"));

    internal static CallAttempt Attempt(SqliteDataReader row) => new(
        row.Text("call_id"),
        row.Text("run_id"),
        row.Int("attempt"),
        row.Text("model_id"),
        row.Time("started_at"),
        row.Duration("duration_ms"),
        row.Text("outcome"),
        (int?)row.LongOrNull("http_status"),
        row.TextOrNull("error"),
        row.DoubleOrNull("retry_after_ms") is null ? null : row.Duration("retry_after_ms"),
        row.LongOrNull("input_tokens"),
        row.LongOrNull("output_tokens"),
        row.TextOrNull("finish_reason"),
        row.TextOrNull("request_id"),
        (int?)row.LongOrNull("counted_tokens"));
}
