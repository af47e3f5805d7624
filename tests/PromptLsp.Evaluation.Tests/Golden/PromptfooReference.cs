using System.Text.Json;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Tests.Golden;

/// <summary>The recorded verdicts of promptfoo, read as they stand.</summary>
internal static class PromptfooReference
{
    public static string Folder => SharedData.PathOf("golden", "promptfoo-assertions");

    public static IReadOnlyList<JsonElement> Lines(string name) =>
        [.. File.ReadLines(Path.Combine(Folder, name)).Where(line => line.Length > 0).Select(line => JsonElement.Parse(line))];

    public static string OutputOf(JsonElement line)
    {
        if (!line.TryGetProperty("output_gen", out var made))
        {
            return line.TryGetProperty("output", out var output) ? JsonTexts.ToText(output) : "";
        }

        var text = new System.Text.StringBuilder();
        text.Append(made.TryGetProperty("prefix", out var prefix) ? prefix.GetString() : "");
        for (var i = 0; i < made.GetProperty("times").GetInt32(); i++)
        {
            text.Append(made.GetProperty("text").GetString());
        }

        return text.Append(made.TryGetProperty("suffix", out var suffix) ? suffix.GetString() : "").ToString();
    }

    public static Dictionary<string, JsonElement> VariablesOf(JsonElement line)
    {
        var variables = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (line.TryGetProperty("vars", out var given))
        {
            foreach (var variable in given.EnumerateObject())
            {
                variables[variable.Name] = variable.Value;
            }
        }

        return variables;
    }

    public static double? Number(JsonElement line, params string[] path)
    {
        foreach (var part in path)
        {
            if (!line.TryGetProperty(part, out line))
            {
                return null;
            }
        }

        return line.ValueKind == JsonValueKind.Number ? line.GetDouble() : null;
    }
}
