using System.Text.Json;

namespace PromptLsp.Models.Loading;

/// <summary>
/// Recognises the layout of a sentence-transformers model with ONNX files: <c>modules.json</c>, <c>config.json</c>, <c>sentence_bert_config.json</c>,
/// <c>1_Pooling/config.json</c>, <c>tokenizer.json</c>, <c>onnx/*.onnx</c>. It carries no hashes, so nothing is verified.
/// </summary>
internal static class SentenceTransformersExport
{
    public static ModelManifest Read(string folder, string? onnxFile)
    {
        var modulesPath = Path.Combine(folder, "modules.json");
        if (!File.Exists(modulesPath))
        {
            throw new ModelNotFoundException(
                $"'{folder}' holds no model: neither {ModelManifestReader.FileName} nor modules.json (a sentence-transformers export) is there.");
        }

        using var modules = JsonFacts.Read(modulesPath);
        var kinds = Modules(modules);
        using var pooling = JsonFacts.Read(Path.Combine(folder, PoolingFolder(modules, kinds), "config.json"));
        using var config = JsonFacts.Read(Path.Combine(folder, "config.json"));
        return new ModelManifest(
            Path.GetFileName(folder.TrimEnd(Path.DirectorySeparatorChar)),
            "embedding",
            ChooseOnnxFile(folder, onnxFile),
            "tokenizer.json",
            ModelInputs.Usual,
            Output: null,
            Pooling(pooling),
            IsNormalized: kinds.Any(kind => kind.Type.EndsWith(".Normalize", StringComparison.Ordinal)),
            pooling.PositiveInt(pooling.Root, "word_embedding_dimension"),
            MaxTokens(folder, config),
            Licence: null,
            Source: null,
            Description: null,
            Files: []);
    }

    private static List<(string Type, string Path)> Modules(JsonFacts modules) => modules.Root.ValueKind != JsonValueKind.Array
        ? throw modules.Wrong("a list of modules was expected.")
        : [.. modules.Root.EnumerateArray().Select(module => (modules.Text(module, "type"), modules.OptionalText(module, "path") ?? ""))];

    private static string PoolingFolder(JsonFacts modules, List<(string Type, string Path)> kinds)
    {
        var unknown = kinds.FirstOrDefault(kind => !IsKnown(kind.Type));
        if (unknown.Type is not null)
        {
            throw modules.Wrong($"the module '{unknown.Type}' is not supported: only Transformer, Pooling and Normalize are.");
        }

        return kinds.FirstOrDefault(kind => kind.Type.EndsWith(".Pooling", StringComparison.Ordinal)).Path
            ?? throw modules.Wrong("there is no Pooling module, so nothing says how token vectors become one.");
    }

    private static bool IsKnown(string type) => type[(type.LastIndexOf('.') + 1)..] is "Transformer" or "Pooling" or "Normalize";

    private static PoolingKind Pooling(JsonFacts facts)
    {
        var mean = facts.Flag(facts.Root, "pooling_mode_mean_tokens");
        var first = facts.Flag(facts.Root, "pooling_mode_cls_token");
        var other = facts.Flag(facts.Root, "pooling_mode_max_tokens") || facts.Flag(facts.Root, "pooling_mode_mean_sqrt_len_tokens");
        return (mean, first, other) switch
        {
            (true, false, false) => PoolingKind.Mean,
            (false, true, false) => PoolingKind.FirstToken,
            _ => throw facts.Wrong("exactly one of pooling_mode_mean_tokens and pooling_mode_cls_token must be true; other kinds are not supported."),
        };
    }

    private static int MaxTokens(string folder, JsonFacts config)
    {
        var positions = config.PositiveInt(config.Root, "max_position_embeddings");
        var path = Path.Combine(folder, "sentence_bert_config.json");
        if (!File.Exists(path))
        {
            return positions;
        }

        using var limits = JsonFacts.Read(path);
        return limits.Find(limits.Root, "max_seq_length") is null ? positions : Math.Min(positions, limits.PositiveInt(limits.Root, "max_seq_length"));
    }

    private static string ChooseOnnxFile(string folder, string? asked)
    {
        const string usual = "onnx/model.onnx";
        if (asked is not null)
        {
            return asked.Replace('\\', '/');
        }

        if (File.Exists(Path.Combine(folder, usual)))
        {
            return usual;
        }

        var onnxFolder = Path.Combine(folder, "onnx");
        var files = Directory.Exists(onnxFolder) ? Directory.GetFiles(onnxFolder, "*.onnx") : [];
        return files.Length switch
        {
            1 => "onnx/" + Path.GetFileName(files[0]),
            0 => throw new ModelFileMissingException(Path.Combine(folder, usual), $"'{folder}' has no ONNX file: expected {usual}. Export the model to ONNX first."),
            _ => throw new ModelFileMissingException(Path.Combine(folder, usual),
                $"'{folder}' has several ONNX files and no {usual}: name one of {string.Join(", ", files.Select(Path.GetFileName).Order(StringComparer.Ordinal))}."),
        };
    }
}
