namespace PromptLsp.Models.Loading;

/// <summary>
/// Recognises a folder without manifest as the exporters write it: transformers and optimum (<c>config.json</c>, <c>tokenizer.json</c>, <c>model.onnx</c> or
/// <c>onnx/*.onnx</c>), and sentence-transformers, which adds <c>modules.json</c> and <c>1_Pooling</c>. It carries no hashes, so nothing is verified.
/// </summary>
internal static class ExportedFolder
{
    private static readonly string[] _tokenizers =
        ["tokenizer.json", "vocab.txt", "sentencepiece.bpe.model", "spiece.model", "tokenizer.model", "vocab.json"];

    /// <summary>True where a folder looks like an export.</summary>
    public static bool IsOne(string folder) =>
        File.Exists(Path.Combine(folder, TransformersConfig.FileName)) || File.Exists(Path.Combine(folder, SentenceTransformersModules.FileName));

    /// <exception cref="ModelLoadException">It is no model, or a file in it cannot be understood.</exception>
    public static ModelManifest Read(string folder, OnnxFileChoice choice)
    {
        var config = TransformersConfig.Read(folder);
        var plain = new ModelManifest
        {
            Id = Path.GetFileName(folder.TrimEnd(Path.DirectorySeparatorChar)),
            Task = config.Task,
            Architecture = config.Architecture,
            ModelFile = choice.File,
            TokenizerFile = _tokenizers.FirstOrDefault(name => File.Exists(Path.Combine(folder, name))) ?? _tokenizers[0],
            MaxTokens = config.MaxTokens,
            Labels = config.Labels,
            Activation = config.Activation,
        };
        return SentenceTransformersModules.Read(folder) is { } modules ? modules.AddTo(plain) : plain;
    }
}
