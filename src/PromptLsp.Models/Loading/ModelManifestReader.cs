using System.Text.Json;

namespace PromptLsp.Models.Loading;

/// <summary>Reads <c>manifest.json</c>, version 1.</summary>
internal static class ModelManifestReader
{
    public const string FileName = "manifest.json";

    public static ModelManifest Read(string path)
    {
        using var facts = JsonFacts.Read(path);
        var root = facts.Root;
        if (facts.PositiveInt(root, "manifest") != 1)
        {
            throw facts.Wrong("'manifest' is not 1: the manifest was written for another version of PromptLsp.");
        }

        return new ModelManifest(
            facts.Text(root, "id"),
            facts.Text(root, "task"),
            facts.Text(root, "model"),
            facts.Text(root, "tokenizer"),
            Inputs(facts),
            facts.OptionalText(root, "output"),
            Pooling(facts),
            Normalization(facts),
            facts.PositiveInt(root, "dimension"),
            facts.PositiveInt(root, "max_tokens"),
            facts.OptionalText(root, "licence"),
            facts.OptionalText(root, "source"),
            facts.OptionalText(root, "description"),
            Files(facts));
    }

    private static ModelInputs Inputs(JsonFacts facts) => facts.Find(facts.Root, "inputs") is not { } inputs
        ? ModelInputs.Usual
        : new ModelInputs(facts.Text(inputs, "ids"), facts.Text(inputs, "attention_mask"), facts.OptionalText(inputs, "token_type_ids") ?? "token_type_ids");

    private static PoolingKind Pooling(JsonFacts facts) => facts.Text(facts.Root, "pooling") switch
    {
        "mean" => PoolingKind.Mean,
        "first_token" => PoolingKind.FirstToken,
        var other => throw facts.Wrong($"'pooling' is '{other}': mean or first_token."),
    };

    private static bool Normalization(JsonFacts facts) => facts.Text(facts.Root, "normalization") switch
    {
        "l2" => true,
        "none" => false,
        var other => throw facts.Wrong($"'normalization' is '{other}': l2 or none."),
    };

    private static List<ManifestFile> Files(JsonFacts facts)
    {
        if (facts.Find(facts.Root, "files") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw facts.Wrong("'files' is missing: a manifest lists its files with size and SHA-256.");
        }

        var files = list.EnumerateArray().Select(item => OneFile(facts, item)).ToList();
        foreach (var key in (string[])["model", "tokenizer"])
        {
            var needed = facts.Text(facts.Root, key);
            if (files.All(file => file.Path != needed))
            {
                throw facts.Wrong($"'files' does not list '{needed}', which '{key}' names.");
            }
        }

        return files;
    }

    private static ManifestFile OneFile(JsonFacts facts, JsonElement item)
    {
        var path = facts.Text(item, "path");
        var sha256 = facts.Text(item, "sha256");
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigit))
        {
            throw facts.Wrong($"'sha256' of '{path}' must be 64 hexadecimal digits.");
        }

        if (facts.Find(item, "bytes") is not { ValueKind: JsonValueKind.Number } bytes || !bytes.TryGetInt64(out var size) || size < 0)
        {
            throw facts.Wrong($"'bytes' of '{path}' must be a whole number.");
        }

        return new ManifestFile(path, size, sha256);
    }
}
