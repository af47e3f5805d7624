using System.Text;
using System.Text.Json;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Reports;

/// <summary>JSON with snake_case names; the shape is part of the contract.</summary>
internal static class JsonReport
{
    private static readonly JsonWriterOptions _options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes <c>{"run","summary","results"}</c>; each result stands on a line of its own.</summary>
    public static async Task WriteAsync(ReportSource source, TextWriter writer, CancellationToken cancellationToken)
    {
        await writer.WriteAsync("{\"run\":");
        await writer.WriteAsync(ToText(json => WriteRun(json, source.Run)));
        await writer.WriteAsync(",\n\"summary\":");
        await writer.WriteAsync(ToText(json => SummaryJson.Write(json, source.Summary)));
        await writer.WriteAsync(",\n\"results\":[");
        var first = true;
        await foreach (var result in source.ResultsAsync(cancellationToken))
        {
            await writer.WriteAsync(first ? "\n" : ",\n");
            first = false;
            await writer.WriteAsync(ToText(json => WriteResult(json, result)));
        }

        await writer.WriteLineAsync("\n]}");
    }

    /// <summary>Writes one object a line and result.</summary>
    public static async Task WriteLinesAsync(ReportSource source, TextWriter writer, CancellationToken cancellationToken)
    {
        await foreach (var result in source.ResultsAsync(cancellationToken))
        {
            await writer.WriteLineAsync(ToText(json => WriteResult(json, result)));
        }
    }

    private static string ToText(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteRun(Utf8JsonWriter json, RunOverview run)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Run.Id);
        json.WriteString("kind", run.Run.Kind);
        json.WriteString("name", run.Run.Name);
        json.WriteString("started_at", run.Run.StartedAt);
        if (run.FinishedAt is { } finished)
        {
            json.WriteString("finished_at", finished);
        }

        json.WriteString("status", Words.Of(run.Status));
        json.WriteString("tool_version", run.Run.ToolVersion);
        WriteRaw(json, "settings", run.Run.Settings);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ResultRecord result)
    {
        json.WriteStartObject();
        json.WriteString("id", result.Id);
        json.WriteNumber("ordinal", result.Ordinal);
        json.WriteString("test_id", Safe(result.TestId));
        json.WriteString("description", Safe(result.Description));
        json.WriteString("prompt", Safe(result.PromptPath));
        json.WriteString("prompt_hash", result.PromptHash);
        json.WriteString("model", Safe(result.ModelId));
        json.WriteNumber("repetition", result.Repetition);
        WriteRaw(json, "vars", result.Variables);
        json.WriteString("verdict", Words.Of(result.Verdict));
        json.WriteNumber("score", result.Score);
        WriteText(json, "output", result.Output);
        WriteText(json, "error", result.Error);
        WriteAssertions(json, result);
        WriteFigures(json, result);
        json.WriteEndObject();
    }

    private static void WriteAssertions(Utf8JsonWriter json, ResultRecord result)
    {
        json.WriteStartArray("assertions");
        foreach (var assertion in result.Assertions)
        {
            json.WriteStartObject();
            json.WriteString("type", Safe(assertion.Type));
            json.WriteString("value", Safe(assertion.Value));
            json.WriteString("verdict", Words.Of(assertion.Verdict));
            json.WriteNumber("score", assertion.Score);
            json.WriteNumber("weight", assertion.Weight);
            WriteText(json, "metric", assertion.Metric);
            json.WriteString("reason", Safe(assertion.Reason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFigures(Utf8JsonWriter json, ResultRecord result)
    {
        WriteText(json, "call_id", result.CallId);
        WriteNumber(json, "rendered_tokens", result.RenderedTokens);
        WriteNumber(json, "input_tokens", result.InputTokens);
        WriteNumber(json, "output_tokens", result.OutputTokens);
        WriteNumber(json, "cost_usd", result.CostUsd);
        WriteText(json, "finish_reason", result.FinishReason);
        json.WriteString("started_at", result.StartedAt);
        json.WriteNumber("retrieval_ms", Milliseconds(result.RetrievalTime));
        json.WriteNumber("render_ms", Milliseconds(result.RenderTime));
        json.WriteNumber("call_ms", Milliseconds(result.CallTime));
        json.WriteNumber("judge_ms", Milliseconds(result.JudgeTime));
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, Safe(value));
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>JSON from the store; what is none, which only another writer can have put there, goes in as text.</summary>
    private static void WriteRaw(Utf8JsonWriter json, string name, string raw)
    {
        json.WritePropertyName(name);
        if (JsonTexts.TryParse(raw) is { } value)
        {
            value.WriteTo(json);
        }
        else
        {
            json.WriteStringValue(Safe(raw));
        }
    }

    /// <summary>Halves of surrogate pairs cannot be written as UTF-8.</summary>
    private static string Safe(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
