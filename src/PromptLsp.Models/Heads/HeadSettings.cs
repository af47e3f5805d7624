using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Heads;

/// <summary>What a head's <c>manifest.json</c> says beyond what every model's does: the key <c>head</c>.</summary>
/// <param name="Ngrams">Which n-grams it looks at; null for none.</param>
/// <param name="Embedding">The embedding model whose vectors it looks at; null for none.</param>
/// <param name="Temperature">What its scores are divided by before they become probabilities.</param>
public sealed record HeadSettings(NgramOptions? Ngrams, string? Embedding, double Temperature)
{
    /// <summary>The <see cref="ModelManifest.Architecture"/> of a head.</summary>
    public const string Architecture = "head";

    /// <summary>Columns of the sparse part.</summary>
    public int SparseColumns => Ngrams?.Columns ?? 0;

    /// <summary>Reads them.</summary>
    /// <param name="folder">A model whose architecture is <see cref="Architecture"/>.</param>
    /// <exception cref="ModelLoadException">The manifest does not fit.</exception>
    public static HeadSettings Read(ModelFolder folder)
    {
        using var facts = JsonFacts.Read(Path.Combine(folder.Path, ModelManifestReader.FileName));
        var head = facts.Find(facts.Root, "head") ?? throw facts.Wrong("'head' is missing: it tells the features.");
        var ngrams = facts.Find(head, "ngrams") is { } given
            ? new NgramOptions(
                Number(facts, given, "shortest_words"), Number(facts, given, "longest_words"), Number(facts, given, "shortest_characters"),
                Number(facts, given, "longest_characters"), facts.PositiveInt(given, "buckets"))
            : null;
        if (ngrams is { Buckets: > 1 << 20 } or { LongestWords: > 8 } or { LongestCharacters: > 16 })
        {
            throw facts.Wrong("'ngrams' asks for more than 8 words, 16 characters or 1048576 buckets.");
        }

        var temperature = facts.Find(head, "temperature")?.GetDouble() ?? 1;
        return temperature > 0 ? new HeadSettings(ngrams, facts.OptionalText(head, "embedding"), temperature) : throw facts.Wrong("'temperature' must be above 0.");
    }

    private static int Number(JsonFacts facts, System.Text.Json.JsonElement parent, string key) =>
        facts.Find(parent, key) is { ValueKind: System.Text.Json.JsonValueKind.Number } value && value.TryGetInt32(out var number) && number >= 0
            ? number
            : throw facts.Wrong($"'{key}' must be a whole number of 0 or more.");
}
