using System.Text.Json;
using PromptLsp.Evaluation.Running;

namespace PromptLsp.Evaluation.Reports;

/// <summary>A run's figures as JSON.</summary>
internal static class SummaryJson
{
    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, EvaluationSummary summary)
    {
        json.WriteStartObject();
        json.WriteNumber("planned", summary.Planned);
        WriteTally(json, summary.Overall);
        json.WriteNumber("not_run", summary.NotRun);
        json.WriteNumber("coverage", summary.Coverage);
        json.WriteNumber("pass_rate_low", summary.PassRateInterval.Low);
        json.WriteNumber("pass_rate_high", summary.PassRateInterval.High);
        json.WriteNumber("worst_case", summary.Gate.WorstCase);
        json.WriteNumber("best_case", summary.Gate.BestCase);
        json.WriteStartObject("errors_by_kind");
        foreach (var (kind, count) in summary.ErrorsByKind)
        {
            json.WriteNumber(kind, count);
        }

        json.WriteEndObject();
        json.WriteStartObject("named_scores");
        foreach (var (metric, score) in summary.NamedScores)
        {
            json.WriteNumber(metric, score);
        }

        json.WriteEndObject();
        WriteGate(json, summary.Gate);
        json.WriteStartArray("table");
        foreach (var row in summary.Table)
        {
            json.WriteStartObject();
            json.WriteString("prompt", row.PromptPath);
            json.WriteString("model", row.ModelId);
            WriteTally(json, row.Tally);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteGate(Utf8JsonWriter json, GateResult gate)
    {
        json.WriteStartObject("gate");
        json.WriteString("verdict", Words.Of(gate.Verdict));
        json.WriteNumber("required_pass_rate", gate.Required);
        json.WriteString("reason", gate.Reason);
        json.WriteStartArray("not_evaluated");
        foreach (var key in gate.NotEvaluated)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTally(Utf8JsonWriter json, Tally tally)
    {
        json.WriteNumber("total", tally.Total);
        json.WriteNumber("passed", tally.Passed);
        json.WriteNumber("failed", tally.Failed);
        json.WriteNumber("errors", tally.Errors);
        json.WriteNumber("unmeasured", tally.Unmeasured);
        json.WriteNumber("pass_rate", tally.PassRate);
        json.WriteNumber("mean_score", tally.MeanScore);
        json.WriteNumber("input_tokens", tally.InputTokens);
        json.WriteNumber("output_tokens", tally.OutputTokens);
        json.WriteNumber("cost_usd", tally.CostUsd);
        json.WriteNumber("cost_known", tally.CostKnown);
        json.WriteStartObject("latency_ms");
        if (tally is { LatencyP50: { } p50, LatencyP95: { } p95 })
        {
            json.WriteNumber("p50", p50);
            json.WriteNumber("p95", p95);
        }

        json.WriteEndObject();
    }
}
