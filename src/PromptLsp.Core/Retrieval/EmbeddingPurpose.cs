using Microsoft.Extensions.AI;

namespace PromptLsp.Core.Retrieval;

/// <summary>What a text is embedded for: some models were trained with a different prefix for each.</summary>
public enum EmbeddingPurpose
{
    /// <summary>To be compared with its like; no prefix.</summary>
    Similarity,

    /// <summary>It asks.</summary>
    Query,

    /// <summary>It is searched.</summary>
    Passage,
}

/// <summary>Carries a purpose through the options of an embedding generator; one that knows nothing of it passes it over.</summary>
public static class EmbeddingPurposes
{
    private const string Key = "promptlsp.purpose";

    /// <summary>Options that ask for a purpose.</summary>
    public static EmbeddingGenerationOptions Options(EmbeddingPurpose purpose) => new() { AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = purpose } };

    /// <summary>The purpose that options ask for.</summary>
    public static EmbeddingPurpose Of(EmbeddingGenerationOptions? options) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value) && value is EmbeddingPurpose purpose ? purpose : EmbeddingPurpose.Similarity;
}
