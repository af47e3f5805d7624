using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Retrieval;

namespace PromptLsp.Retrieval.Indexing;

/// <summary>Asks a generator for vectors and checks what comes back. The model is known by its own word, else by its name in the configuration.</summary>
internal static class EmbeddingSource
{
    /// <summary>Which model the generator is and how long its vectors are, found by embedding one word.</summary>
    internal static async Task<EmbeddingIdentity> IdentifyAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator, string configuredName, CancellationToken cancellationToken)
    {
        var embeddings = await GenerateAsync(generator, ["identity"], EmbeddingPurpose.Similarity, configuredName, cancellationToken);
        return IdentityOf(embeddings[0], configuredName);
    }

    /// <summary>The vector of one text that asks, of L2 norm 1, and the model that made it.</summary>
    /// <exception cref="RetrievalException">The model cannot be used.</exception>
    internal static async Task<(ReadOnlyMemory<float> Vector, EmbeddingIdentity Identity)> EmbedAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator, string text, string configuredName, CancellationToken cancellationToken)
    {
        var embeddings = await GenerateAsync(generator, [text], EmbeddingPurpose.Query, configuredName, cancellationToken);
        return (Normalize(embeddings[0].Vector.Span), IdentityOf(embeddings[0], configuredName));
    }

    /// <summary>The vectors of <paramref name="texts"/> that are searched, of L2 norm 1 (a vector of zeros stays one).</summary>
    /// <exception cref="RetrievalException">The generator gave other vectors than it should.</exception>
    internal static async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator,
        IReadOnlyList<string> texts,
        EmbeddingIdentity identity,
        CancellationToken cancellationToken)
    {
        var embeddings = await GenerateAsync(generator, texts, EmbeddingPurpose.Passage, identity.Model, cancellationToken);
        if (embeddings.FirstOrDefault(embedding => embedding.Vector.Length != identity.Dimension) is { } other)
        {
            throw new RetrievalException(
                $"The embedding model '{identity.Model}' gave a vector of {other.Vector.Length} dimensions after ones of {identity.Dimension}.");
        }

        return [.. embeddings.Select(embedding => Normalize(embedding.Vector.Span))];
    }

    private static async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator, IReadOnlyList<string> texts, EmbeddingPurpose purpose, string model, CancellationToken cancellationToken)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings;
        try
        {
            embeddings = await generator.GenerateAsync(texts, EmbeddingPurposes.Options(purpose), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The interface names no failures of its own: a model that is missing or broken comes as whatever its library throws.
            throw new RetrievalException($"The embedding model '{model}' cannot be used: {exception.Message}", exception);
        }

        return embeddings.Count == texts.Count
            ? embeddings
            : throw new RetrievalException($"The embedding model '{model}' gave {embeddings.Count} vectors for {texts.Count} texts.");
    }

    private static EmbeddingIdentity IdentityOf(Embedding<float> embedding, string configuredName) =>
        new(embedding.ModelId ?? configuredName, embedding.Vector.Length);

    /// <summary>A copy of L2 norm 1.</summary>
    private static ReadOnlyMemory<float> Normalize(ReadOnlySpan<float> vector)
    {
        var copy = new float[vector.Length];
        var norm = TensorPrimitives.Norm(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, copy);
        }

        return copy;
    }
}

/// <summary>An embedding model and the length of its vectors.</summary>
internal sealed record EmbeddingIdentity(string Model, int Dimension);
