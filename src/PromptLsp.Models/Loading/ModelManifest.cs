namespace PromptLsp.Models.Loading;

/// <summary>The facts of one local model, from <c>manifest.json</c> or from the files of a plain export. Immutable.</summary>
public sealed record ModelManifest
{
    /// <summary>The name it is called by, such as <c>all-MiniLM-L6-v2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for: one of <see cref="ModelTasks"/>.</summary>
    public required string Task { get; init; }

    /// <summary>The kind of network, such as <c>bert</c> or <c>llama</c>, or null where nothing tells it.</summary>
    public string? Architecture { get; init; }

    /// <summary>The file of the weights (for a network the ONNX file), relative to the folder, with forward slashes.</summary>
    public required string ModelFile { get; init; }

    /// <summary><c>tokenizer.json</c>, a vocabulary or a SentencePiece file, relative to the folder; null where the model needs none of its own.</summary>
    public required string? TokenizerFile { get; init; }

    /// <summary>Names of the graph's inputs.</summary>
    public ModelInputs Inputs { get; init; } = ModelInputs.Usual;

    /// <summary>Name of the output that counts; null where the graph is to be asked.</summary>
    public string? Output { get; init; }

    /// <summary>How token vectors become one; null for other tasks than embedding.</summary>
    public PoolingKind? Pooling { get; init; }

    /// <summary>True where an embedding is then divided by its L2 norm.</summary>
    public bool IsNormalized { get; init; }

    /// <summary>Length of an embedding; null for other tasks.</summary>
    public int? Dimension { get; init; }

    /// <summary>The most tokens of one text, special tokens counted.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Put in front of a text that asks, such as <c>query: </c>; null for nothing.</summary>
    public string? QueryPrefix { get; init; }

    /// <summary>Put in front of a text that is searched, such as <c>passage: </c>; null for nothing.</summary>
    public string? PassagePrefix { get; init; }

    /// <summary>Names of the outputs of a classifier, in order; empty for other tasks.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>How a classifier's numbers become scores.</summary>
    public ScoreActivation Activation { get; init; }

    /// <summary>The score from which a label counts, by label; empty where the highest score decides.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>Numbers of the weights in words, such as <c>fp32</c>; null where nothing tells it.</summary>
    public string? Precision { get; init; }

    /// <summary>SPDX identifier, or null where nothing tells it.</summary>
    public string? Licence { get; init; }

    /// <summary>Where it comes from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>One line, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Files with their hashes; empty where no manifest tells them.</summary>
    public IReadOnlyList<ManifestFile> Files { get; init; } = [];
}
