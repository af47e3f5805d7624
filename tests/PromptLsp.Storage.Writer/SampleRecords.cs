using PromptLsp.Core.Calls;
using PromptLsp.Core.Results;

namespace PromptLsp.Storage.Writer;

/// <summary>Records as an evaluation makes them.</summary>
public static class SampleRecords
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static RunRecord Run(string id, DateTimeOffset? startedAt = null) =>
        new(id, "eval", "prompts/answer.eval.yaml", startedAt ?? Start, "0.1.0", """{"repeat":1}""", 1000);

    public static ResultRecord Result(string runId, int ordinal, Verdict verdict = Verdict.Pass) => new()
    {
        Id = $"{runId}-{ordinal:d6}",
        RunId = runId,
        Ordinal = ordinal,
        TestId = $"test-{ordinal}",
        PromptPath = "prompts/answer.prompt",
        PromptHash = new string('a', 64),
        ModelId = "openai/gpt-4o-mini",
        Variables = """{"question":"How do I reset my password?"}""",
        Verdict = verdict,
        Score = verdict == Verdict.Pass ? 1 : 0.25,
        CallId = $"call-{runId}-{ordinal}",
        Messages = """[{"role":"system","content":"You answer."},{"role":"user","content":"How do I reset my password?"}]""",
        RenderedTokens = 21,
        Output = "Open Settings and choose Reset. " + ordinal,
        InputTokens = 21,
        OutputTokens = 9,
        CostUsd = 0.5,
        FinishReason = "stop",
        StartedAt = Start.AddTicks(ordinal * 12_345L),
        CallTime = TimeSpan.FromTicks(501_234),
        JudgeTime = TimeSpan.FromTicks(17),
        Assertions =
        [
            new AssertionRecord("contains", "Settings", verdict, 1, 1, null, "contains 'Settings'"),
            new AssertionRecord("latency", "5000", Verdict.Pass, 1, 0.5, "speed", "50 ms"),
        ],
    };

    public static CallAttempt Attempt(string runId, int ordinal, int attempt) => new(
        $"call-{runId}-{ordinal}",
        runId,
        attempt,
        "openai/gpt-4o-mini",
        Start.AddSeconds(attempt),
        TimeSpan.FromMilliseconds(50.25),
        attempt == 1 ? "rate_limited" : "ok",
        attempt == 1 ? 429 : 200,
        attempt == 1 ? "slow down" : null,
        attempt == 1 ? TimeSpan.FromSeconds(1.5) : null,
        21,
        9,
        attempt == 1 ? null : "stop",
        "req-" + ordinal);
}
