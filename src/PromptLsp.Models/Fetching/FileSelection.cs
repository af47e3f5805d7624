using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>Which files of a repository make up a model.</summary>
internal static class FileSelection
{
    private static readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase)
    {
        "config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt",
        "sentencepiece.bpe.model", "spiece.model", "tokenizer.model", "generation_config.json", "chat_template.jinja", "modules.json", "sentence_bert_config.json",
        "config_sentence_transformers.json", "1_Pooling/config.json", "README.md", "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE",
    };

    /// <summary>The small files and the one ONNX file; files of weights that it names are found in it later.</summary>
    /// <exception cref="ModelInstallException">There is no ONNX file, or none of the precision.</exception>
    public static IReadOnlyList<RemoteFile> Choose(IReadOnlyList<RemoteFile> all, string? precision, ModelSource source)
    {
        var graphs = all.Where(file => IsGraph(file.Path)).ToList();
        var chosen = OnnxFileChoice.Prefer([.. graphs.Select(file => file.Path)], precision)
            ?? throw new ModelInstallException(graphs.Count == 0
                ? $"'{source.Id}' has no ONNX file, which PromptLsp needs. Look for a repository with a folder `onnx`, or export it (optimum) and give the folder."
                : $"'{source.Id}' has no ONNX file {(precision is null ? "called model.onnx" : $"of the precision '{precision}'")}. Choose by --precision: {string.Join(", ", graphs.Select(file => OnnxFileChoice.PrecisionOf(file.Path)).Distinct().Order(StringComparer.Ordinal))}.");
        return [.. all.Where(file => _names.Contains(file.Path)), graphs.First(file => file.Path == chosen)];
    }

    private static bool IsGraph(string path) =>
        path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) && (!path.Contains('/') || path.LastIndexOf('/') == "onnx".Length && path.StartsWith("onnx/", StringComparison.Ordinal));
}
