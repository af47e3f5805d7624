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

        var task = facts.Text(root, "task");
        return new ModelManifest
        {
            Id = facts.Text(root, "id"),
            Task = task,
            Architecture = facts.OptionalText(root, "architecture"),
            ModelFile = facts.Text(root, "model"),
            TokenizerFile = facts.OptionalText(root, "tokenizer"),
            Inputs = Inputs(facts),
            Output = facts.OptionalText(root, "output"),
            Pooling = task == ModelTasks.Embedding ? Pooling(facts) : null,
            IsNormalized = task == ModelTasks.Embedding && Normalization(facts),
            Dimension = task == ModelTasks.Embedding ? facts.PositiveInt(root, "dimension") : facts.OptionalPositiveInt(root, "dimension"),
            MaxTokens = facts.PositiveInt(root, "max_tokens"),
            QueryPrefix = facts.OptionalText(root, "query_prefix"),
            PassagePrefix = facts.OptionalText(root, "passage_prefix"),
            Labels = facts.Texts(root, "labels"),
            Activation = Activation(facts),
            Thresholds = Thresholds(facts),
            Precision = facts.OptionalText(root, "precision"),
            Licence = facts.OptionalText(root, "licence"),
            Source = facts.OptionalText(root, "source"),
            Description = facts.OptionalText(root, "description"),
            Files = Files(facts),
        };
    }

    private static ModelInputs Inputs(JsonFacts facts) => facts.Find(facts.Root, "inputs") is not { } inputs
        ? ModelInputs.Usual
        : new ModelInputs(facts.Text(inputs, "ids"), facts.Text(inputs, "attention_mask"), facts.OptionalText(inputs, "token_type_ids") ?? "token_type_ids");

    private static PoolingKind Pooling(JsonFacts facts) => facts.Text(facts.Root, "pooling") switch
    {
        "mean" => PoolingKind.Mean,
        "first_token" => PoolingKind.FirstToken,
        "last_token" => PoolingKind.LastToken,
        var other => throw facts.Wrong($"'pooling' is '{other}': mean, first_token or last_token."),
    };

    private static bool Normalization(JsonFacts facts) => facts.Text(facts.Root, "normalization") switch
    {
        "l2" => true,
        "none" => false,
        var other => throw facts.Wrong($"'normalization' is '{other}': l2 or none."),
    };

    private static ScoreActivation Activation(JsonFacts facts) => facts.OptionalText(facts.Root, "activation") switch
    {
        null or "softmax" => ScoreActivation.Softmax,
        "sigmoid" => ScoreActivation.Sigmoid,
        "none" => ScoreActivation.None,
        var other => throw facts.Wrong($"'activation' is '{other}': softmax, sigmoid or none."),
    };

    private static Dictionary<string, double> Thresholds(JsonFacts facts)
    {
        var labels = facts.Texts(facts.Root, "labels");
        var thresholds = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var entry in facts.Find(facts.Root, "thresholds") is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().ToList() : [])
        {
            if (!labels.Contains(entry.Name) || entry.Value.ValueKind != JsonValueKind.Number)
            {
                throw facts.Wrong($"'thresholds' has '{entry.Name}': its keys must be labels ({string.Join(", ", labels)}), its values numbers.");
            }

            thresholds[entry.Name] = entry.Value.GetDouble();
        }

        return thresholds;
    }

    private static List<ManifestFile> Files(JsonFacts facts)
    {
        if (facts.Find(facts.Root, "files") is not { ValueKind: JsonValueKind.Array } list)
        {
            throw facts.Wrong("'files' is missing: a manifest lists its files with size and SHA-256.");
        }

        var files = list.EnumerateArray().Select(item => OneFile(facts, item)).ToList();
        foreach (var key in (string[])["model", "tokenizer"])
        {
            if (facts.OptionalText(facts.Root, key) is { } needed && files.All(file => file.Path != needed))
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
