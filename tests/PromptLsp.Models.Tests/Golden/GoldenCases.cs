using System.Text.Json;

namespace PromptLsp.Models.Tests.Golden;

/// <summary>One text with what the reference gives for it.</summary>
internal sealed record GoldenCase(string Id, string Text, int[] InputIds, float[] Embedding, float[] EmbeddingInt8);

/// <summary>The reference embeddings of all-MiniLM-L6-v2.</summary>
internal static class GoldenCases
{
    public const int MaxTokens = 256;

    private static readonly Lazy<IReadOnlyList<GoldenCase>> _all = new(Read);

    /// <summary>All of them; skips the test where the reference data is not there.</summary>
    public static IReadOnlyList<GoldenCase> All()
    {
        _ = CasesPath();
        return _all.Value;
    }

    private static string CasesPath() => SharedData.PathOf("golden", "embeddings-minilm", "cases.jsonl");

    private static List<GoldenCase> Read() => [.. File.ReadLines(CasesPath()).Select(Parse)];

    private static GoldenCase Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new GoldenCase(
            root.GetProperty("id").GetString()!,
            root.GetProperty("text").GetString()!,
            [.. root.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32())],
            Floats(root.GetProperty("embedding")),
            Floats(root.GetProperty("embedding_int8_rowwise")));
    }

    private static float[] Floats(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetSingle())];
}
