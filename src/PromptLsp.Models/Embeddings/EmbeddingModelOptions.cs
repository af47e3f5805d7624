using PromptLsp.Models.Encoders;

namespace PromptLsp.Models.Embeddings;

/// <summary>How an embedding model computes.</summary>
public sealed record EmbeddingModelOptions : EncoderOptions
{
    /// <summary>
    /// How many of the first numbers of a vector are kept, normalised anew where the model's vectors are (Kusupati et al. 2022: only a model that was trained
    /// for it keeps its quality); null for all.
    /// </summary>
    public int? Dimensions { get; init; }
}
