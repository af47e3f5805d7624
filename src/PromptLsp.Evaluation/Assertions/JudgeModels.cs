using Microsoft.Extensions.AI;
using PromptLsp.Core.Classification;
using PromptLsp.Core.Scoring;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>The local models that assertions ask. Where one is missing, its assertions are unmeasured. Owns nothing.</summary>
public sealed record JudgeModels
{
    /// <summary>No models.</summary>
    public static JudgeModels None { get; } = new();

    /// <summary>The embedding model for <c>similar</c>.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings { get; init; }

    /// <summary>The classifiers for <c>classifier</c> and <c>ner</c>.</summary>
    public IClassifierProvider? Classifiers { get; init; }

    /// <summary>The language models for <c>perplexity</c> and <c>perplexity-score</c>.</summary>
    public ITextScorer? Scorer { get; init; }
}
