using Microsoft.Extensions.AI;

namespace PromptLsp.Llm.Tests.Support;

/// <summary>A true bag-of-words embedding: a dimension for each word of a small dictionary that grows, so that texts are as near as the words they share.</summary>
public sealed class WordEmbeddings : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Dictionary<string, int> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many texts were embedded.</summary>
    public int Count { get; private set; }

    /// <summary>What every request fails with; null: none does.</summary>
    public Exception? Failure { get; init; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        lock (_words)
        {
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(Embed).ToList()));
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private Embedding<float> Embed(string text)
    {
        Count++;
        var vector = new float[512];
        foreach (var word in text.Split([' ', '.', ',', '?', '!', ':', '`', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!_words.TryGetValue(word, out var index))
            {
                _words.Add(word, index = _words.Count);
            }

            vector[index]++;
        }

        return new Embedding<float>(vector);
    }
}
