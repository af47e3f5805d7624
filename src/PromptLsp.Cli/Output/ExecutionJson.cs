using System.Text.Json;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Tools;

namespace PromptLsp.Cli.Output;

/// <summary>An execution as <c>run --json</c> shows it. The names are part of the program's contract.</summary>
internal static class ExecutionJson
{
    /// <summary>One object.</summary>
    public static string Of(string runId, string path, PromptExecution execution) => JsonText.Of(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("run", runId);
            writer.WriteString("path", path);
            writer.WriteString("model", execution.ModelId);
            writer.WriteString("output", execution.Output);
            writer.WriteString("finish_reason", execution.FinishReason);
            writer.WritePropertyName("tool_calls");
            writer.WriteRawValue(ToolCalls.ToJson(execution.ToolCalls));
            WriteUsage(writer, execution);
            writer.WriteStartArray("contexts");
            foreach (var context in execution.Contexts)
            {
                WriteContext(writer, context);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        },
        isIndented: true);

    private static void WriteUsage(Utf8JsonWriter writer, PromptExecution execution)
    {
        writer.WriteStartObject("usage");
        WriteNumber(writer, "rendered_tokens", execution.RenderedTokens);
        WriteNumber(writer, "input_tokens", execution.InputTokens);
        WriteNumber(writer, "output_tokens", execution.OutputTokens);
        WriteNumber(writer, "cost_usd", execution.CostUsd);
        writer.WriteEndObject();
        writer.WriteStartObject("timings_ms");
        writer.WriteNumber("retrieval", Math.Round(execution.RetrievalTime.TotalMilliseconds, 3));
        writer.WriteNumber("render", Math.Round(execution.RenderTime.TotalMilliseconds, 3));
        writer.WriteNumber("call", Math.Round(execution.CallTime.TotalMilliseconds, 3));
        writer.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter writer, PackedContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("name", context.Name);
        writer.WriteString("index", context.Index);
        writer.WriteString("query", context.Query);
        writer.WriteNumber("tokens", context.Tokens);
        writer.WriteStartArray("packed");
        foreach (var passage in context.Packed)
        {
            writer.WriteStringValue(passage.Id);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("dropped");
        foreach (var passage in context.Dropped)
        {
            writer.WriteStringValue(passage.Id);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
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
