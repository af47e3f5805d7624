using Microsoft.Extensions.AI;

namespace PromptLsp.Retrieval.Tests;

/// <summary>A small embedding model: each word has a direction of its own, made from its hash. Texts that share words are near each other.</summary>
internal sealed class WordEmbeddings(string modelId = "words-1", int dimension = 64) : IEmbeddingGenerator<string, Embedding<float>>
{
    internal List<string> Embedded { get; } = [];

    internal Action<int>? OnBatch { get; init; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var texts = values.ToList();
        Embedded.AddRange(texts);
        OnBatch?.Invoke(texts.Count);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(Vector(text)) { ModelId = modelId })));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private float[] Vector(string text)
    {
        var vector = new float[dimension];
        foreach (var word in text.ToLowerInvariant().Split([' ', '\n', '.', '#', '?'], StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = 2166136261u;
            foreach (var character in word)
            {
                hash = (hash ^ character) * 16777619u;
            }

            var random = new Random((int)hash);
            for (var i = 0; i < dimension; i++)
            {
                vector[i] += (float)(random.NextDouble() - 0.5);
            }
        }

        return vector;
    }
}
