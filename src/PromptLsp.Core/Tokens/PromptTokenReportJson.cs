using System.Text.Json;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Tools;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Tokens;

/// <summary>Writes reports as <c>count --json</c> shows them. The names are part of the program's contract.</summary>
public static class PromptTokenReportJson
{
    /// <summary>Writes one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="report">Its tokens.</param>
    public static void Write(Utf8JsonWriter writer, string path, PromptTokenReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("path", path);
        writer.WriteString("model", report.Model);
        writer.WriteString("tokenizer", report.Tokenizer);
        writer.WriteStartObject("tokens");
        writer.WriteNumber("total", report.Total);
        writer.WriteNumber("overhead", report.Overhead);
        writer.WriteEndObject();
        writer.WriteStartArray("messages");
        foreach (var message in report.Messages)
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", message.Index);
            writer.WriteString("role", message.Role.ToWord());
            writer.WriteNumber("tokens", message.Tokens);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("variables");
        foreach (var variable in report.Variables)
        {
            writer.WriteStartObject();
            writer.WriteString("name", variable.Name);
            writer.WriteNumber("tokens", variable.Tokens);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("limit");
        WriteNumber(writer, "context_window", report.Limit.ContextWindow);
        WriteNumber(writer, "max_output_tokens", report.Limit.MaxOutputTokens);
        WriteNumber(writer, "budget", report.Limit.Budget);
        WriteNumber(writer, "over_by", report.OverBy);
        writer.WriteEndObject();
        if (report.Estimate != RequestEstimate.None)
        {
            writer.WriteStartObject("estimate");
            writer.WriteNumber("tools", report.Estimate.Tools);
            writer.WriteNumber("schema", report.Estimate.Schema);
            writer.WriteEndObject();
        }

        if (report.Rows is { } rows)
        {
            WriteRows(writer, rows);
        }

        writer.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter writer, RowTokenReport rows)
    {
        writer.WriteStartObject("rows");
        writer.WriteNumber("count", rows.Rows);
        writer.WriteNumber("counted", rows.Counted);
        writer.WriteNumber("failed", rows.Failed);
        writer.WriteNumber("p50", rows.P50);
        writer.WriteNumber("p95", rows.P95);
        WriteNumber(writer, "max", rows.Largest?.Tokens);
        writer.WriteString("max_row", rows.Largest?.Name);
        writer.WriteNumber("over_limit", rows.OverLimit);
        writer.WriteStartArray("over");
        foreach (var row in rows.Over)
        {
            writer.WriteStartObject();
            writer.WriteString("row", row.Name);
            writer.WriteNumber("tokens", row.Tokens);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
