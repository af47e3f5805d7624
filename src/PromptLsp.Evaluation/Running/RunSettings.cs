using System.Text;
using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Suites;

namespace PromptLsp.Evaluation.Running;

/// <summary>What is kept of a run's settings: a JSON object with snake_case names.</summary>
public static class RunSettings
{
    /// <summary>The settings of a run, as JSON.</summary>
    public static string ToJson(EvaluationSuite suite, EvaluationPlan plan, EvaluationOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteList(writer, "prompts", suite.Prompts.Select(prompt => ResultRecords.Relative(options.RootPath, prompt)));
            WriteList(writer, "models", plan.Models);
            writer.WriteNumber("repeat", plan.Repeat);
            writer.WriteNumber("concurrency", options.Concurrency);
            if (options.Filter is { } filter)
            {
                writer.WriteString("filter", filter);
            }

            if (options.Deadline is { } deadline)
            {
                writer.WriteNumber("deadline_seconds", deadline.TotalSeconds);
            }

            WriteGate(writer, suite.Gate);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The gate in settings; null where there is none.</summary>
    public static SuiteGate? GateOf(string settings)
    {
        if (JsonTexts.TryParse(settings) is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("gate", out var gate) || gate.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return new SuiteGate(
            Number(gate, "pass_rate"),
            gate.TryGetProperty("against", out var against) ? against.GetString() : null,
            Number(gate, "non_inferiority"),
            Number(gate, "confidence") ?? SuiteGate.DefaultConfidence);
    }

    private static double? Number(JsonElement gate, string name) =>
        gate.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static void WriteGate(Utf8JsonWriter writer, SuiteGate? gate)
    {
        if (gate is null)
        {
            return;
        }

        writer.WriteStartObject("gate");
        if (gate.PassRate is { } passRate)
        {
            writer.WriteNumber("pass_rate", passRate);
        }

        if (gate.Against is { } against)
        {
            writer.WriteString("against", against);
        }

        if (gate.NonInferiority is { } margin)
        {
            writer.WriteNumber("non_inferiority", margin);
        }

        writer.WriteNumber("confidence", gate.Confidence);
        writer.WriteEndObject();
    }
}
