using System.Text.Json;

namespace PromptLsp.Models.Loading;

/// <summary>What sentence-transformers writes beside a transformers model: <c>modules.json</c>, <c>1_Pooling/config.json</c>, prompts.</summary>
internal sealed record SentenceTransformersModules(PoolingKind Pooling, bool IsNormalized, int Dimension, string? QueryPrefix, string? PassagePrefix)
{
    public const string FileName = "modules.json";

    /// <returns>Null where the folder has no <c>modules.json</c>.</returns>
    /// <exception cref="ModelLoadException">A module is not supported, or a file cannot be understood.</exception>
    public static SentenceTransformersModules? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var modules = JsonFacts.Read(path);
        var kinds = Modules(modules);
        using var pooling = JsonFacts.Read(Path.Combine(folder, PoolingFolder(modules, kinds), TransformersConfig.FileName));
        var (query, passage) = Prefixes(Path.Combine(folder, "config_sentence_transformers.json"));
        return new SentenceTransformersModules(
            KindOf(pooling),
            IsNormalized: kinds.Any(kind => kind.Type.EndsWith(".Normalize", StringComparison.Ordinal)),
            pooling.PositiveInt(pooling.Root, "word_embedding_dimension"),
            query,
            passage);
    }

    /// <summary>The manifest of the transformers model with what the modules add.</summary>
    public ModelManifest AddTo(ModelManifest plain) => plain with
    {
        Task = ModelTasks.Embedding,
        Labels = [],
        Pooling = Pooling,
        IsNormalized = IsNormalized,
        Dimension = Dimension,
        QueryPrefix = QueryPrefix,
        PassagePrefix = PassagePrefix,
    };

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

        var path = kinds.FirstOrDefault(kind => kind.Type.EndsWith(".Pooling", StringComparison.Ordinal)).Path
            ?? throw modules.Wrong("there is no Pooling module, so nothing says how token vectors become one.");
        return path.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(path)
            ? throw modules.Wrong($"the module's folder '{path}' lies outside the model.")
            : path;
    }

    private static bool IsKnown(string type) => type[(type.LastIndexOf('.') + 1)..] is "Transformer" or "Pooling" or "Normalize";

    private static PoolingKind KindOf(JsonFacts facts)
    {
        (string Key, PoolingKind? Kind)[] modes =
        [
            ("pooling_mode_mean_tokens", PoolingKind.Mean),
            ("pooling_mode_cls_token", PoolingKind.FirstToken),
            ("pooling_mode_lasttoken", PoolingKind.LastToken),
            ("pooling_mode_max_tokens", null),
            ("pooling_mode_mean_sqrt_len_tokens", null),
            ("pooling_mode_weightedmean_tokens", null),
        ];
        var set = modes.Where(mode => facts.Flag(facts.Root, mode.Key)).ToList();
        return set is [{ Kind: { } kind }]
            ? kind
            : throw facts.Wrong("exactly one of pooling_mode_mean_tokens, pooling_mode_cls_token and pooling_mode_lasttoken must be true; other kinds are not supported.");
    }

    private static (string? Query, string? Passage) Prefixes(string path)
    {
        if (!File.Exists(path))
        {
            return (null, null);
        }

        using var facts = JsonFacts.Read(path);
        return facts.Find(facts.Root, "prompts") is { } prompts
            ? (facts.OptionalText(prompts, "query"), facts.OptionalText(prompts, "passage") ?? facts.OptionalText(prompts, "document"))
            : (null, null);
    }
}
