namespace PromptLsp.Models.Loading;

/// <summary>The facts of one local model, from <c>manifest.json</c> or from the files of a sentence-transformers export.</summary>
/// <param name="Id">The name it is called by, such as <c>all-MiniLM-L6-v2</c>.</param>
/// <param name="Task">What it is for: <c>embedding</c>.</param>
/// <param name="ModelFile">The ONNX file, relative to the folder, with forward slashes.</param>
/// <param name="TokenizerFile">The Hugging Face <c>tokenizer.json</c>, relative to the folder.</param>
/// <param name="Inputs">Names of the graph's inputs.</param>
/// <param name="Output">Name of the output of shape [batch, sequence, dimension]; null where the graph is to be asked.</param>
/// <param name="Pooling">How token vectors become one.</param>
/// <param name="IsNormalized">True where the vector is then divided by its L2 norm.</param>
/// <param name="Dimension">Length of an embedding.</param>
/// <param name="MaxTokens">The most tokens of one text, special tokens counted.</param>
/// <param name="Licence">SPDX identifier, or null where nothing tells it.</param>
/// <param name="Source">Where it comes from, or null.</param>
/// <param name="Description">One line, or null.</param>
/// <param name="Files">Files with their hashes; empty where no manifest tells them.</param>
public sealed record ModelManifest(
    string Id,
    string Task,
    string ModelFile,
    string TokenizerFile,
    ModelInputs Inputs,
    string? Output,
    PoolingKind Pooling,
    bool IsNormalized,
    int Dimension,
    int MaxTokens,
    string? Licence,
    string? Source,
    string? Description,
    IReadOnlyList<ManifestFile> Files);

/// <summary>Names of the inputs of a BERT graph, each int64 [batch, sequence].</summary>
/// <param name="Ids">Token numbers.</param>
/// <param name="AttentionMask">1 for a token, 0 for padding.</param>
/// <param name="TokenTypeIds">All 0 for single texts; given only where the graph has this input.</param>
public sealed record ModelInputs(string Ids, string AttentionMask, string TokenTypeIds)
{
    /// <summary>The names that exports use.</summary>
    public static ModelInputs Usual { get; } = new("input_ids", "attention_mask", "token_type_ids");
}

/// <summary>One file of a model.</summary>
/// <param name="Path">Relative to the model's folder, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ManifestFile(string Path, long Bytes, string Sha256);

/// <summary>How the vectors of a text's tokens become one.</summary>
public enum PoolingKind
{
    /// <summary>Their mean over the attention mask, special tokens included.</summary>
    Mean,

    /// <summary>The vector of the first token.</summary>
    FirstToken,
}
