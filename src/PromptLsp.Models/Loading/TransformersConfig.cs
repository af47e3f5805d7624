using System.Globalization;
using System.Text.Json;

namespace PromptLsp.Models.Loading;

/// <summary>What the <c>config.json</c> of a transformers model tells: its task by <c>architectures</c>, its labels by <c>id2label</c>, its longest input.</summary>
internal sealed record TransformersConfig(string Task, string? Architecture, IReadOnlyList<string> Labels, ScoreActivation Activation, int MaxTokens)
{
    public const string FileName = "config.json";

    private const int MostLabels = 100_000;
    private const int MaxTokensWhereNothingTells = 512;

    /// <exception cref="ModelLoadException">The file is missing, or no architecture in it is known.</exception>
    public static TransformersConfig Read(string folder)
    {
        using var facts = JsonFacts.Read(Path.Combine(folder, FileName));
        var classes = facts.Texts(facts.Root, "architectures");
        var kind = facts.OptionalText(facts.Root, "model_type");
        var named = classes.Select(TaskOf).FirstOrDefault(task => task is not null)
            ?? throw facts.Wrong($"'architectures' is {(classes.Count == 0 ? "missing" : string.Join(", ", classes))}: " +
                "an encoder, a classifier of texts or tokens, or a causal language model was expected. Write a manifest.json if it is one.");
        var isClassifier = named is ModelTasks.TextClassification or ModelTasks.TokenClassification;
        var labels = isClassifier ? LabelsOf(facts) : [];
        var problem = facts.OptionalText(facts.Root, "problem_type");
        var task = named == ModelTasks.TextClassification && labels.Length == 1 && problem is null ? ModelTasks.TextRanking : named;
        return new TransformersConfig(task, kind, labels, ActivationOf(problem, task, labels.Length), MaxTokensOf(folder, facts, kind));
    }

    private static string? TaskOf(string name) =>
        name.EndsWith("ForSequenceClassification", StringComparison.Ordinal) ? ModelTasks.TextClassification
        : name.EndsWith("ForTokenClassification", StringComparison.Ordinal) ? ModelTasks.TokenClassification
        : name.EndsWith("ForCausalLM", StringComparison.Ordinal) || name.EndsWith("LMHeadModel", StringComparison.Ordinal) ? ModelTasks.TextGeneration
        : name.EndsWith("Model", StringComparison.Ordinal) || name.EndsWith("ForMaskedLM", StringComparison.Ordinal) ? ModelTasks.FeatureExtraction
        : null;

    private static string[] LabelsOf(JsonFacts facts)
    {
        if (facts.Find(facts.Root, "id2label") is not { ValueKind: JsonValueKind.Object } map || map.GetPropertyCount() is 0 or > MostLabels)
        {
            throw facts.Wrong("'id2label' is missing: a classifier names its outputs as {\"0\": \"first\", \"1\": \"second\"}.");
        }

        var labels = new string[map.GetPropertyCount()];
        foreach (var entry in map.EnumerateObject())
        {
            var isNumber = int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            if (!isNumber || number >= labels.Length || labels[number] is not null || entry.Value.ValueKind != JsonValueKind.String)
            {
                throw facts.Wrong($"'id2label' has '{entry.Name}': its keys must be the numbers from 0 to {labels.Length - 1}, its values texts.");
            }

            labels[number] = entry.Value.GetString()!;
        }

        return labels;
    }

    // As the text classification pipeline of transformers decides.
    private static ScoreActivation ActivationOf(string? problem, string task, int labels) =>
        task == ModelTasks.TokenClassification ? ScoreActivation.Softmax
        : problem == "regression" ? ScoreActivation.None
        : problem == "multi_label_classification" || labels == 1 ? ScoreActivation.Sigmoid
        : ScoreActivation.Softmax;

    private static int MaxTokensOf(string folder, JsonFacts config, string? kind)
    {
        int?[] limits =
        [
            Positions(config, kind),
            Limit(Path.Combine(folder, "tokenizer_config.json"), "model_max_length"),
            Limit(Path.Combine(folder, "sentence_bert_config.json"), "max_seq_length"),
        ];
        return limits.Min() ?? MaxTokensWhereNothingTells;
    }

    private static int? Positions(JsonFacts config, string? kind)
    {
        var positions = config.OptionalPositiveInt(config.Root, "max_position_embeddings") ?? config.OptionalPositiveInt(config.Root, "n_positions");

        // The table of these begins behind the padding token's number.
        return kind is "roberta" or "xlm-roberta" or "camembert" or "mpnet"
            ? positions - (config.OptionalPositiveInt(config.Root, "pad_token_id") ?? 1) - 1
            : positions;
    }

    private static int? Limit(string path, string key)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        // "No limit" is written as 1e30.
        using var facts = JsonFacts.Read(path);
        return facts.Find(facts.Root, key) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var limit) && limit > 0 ? limit : null;
    }
}
