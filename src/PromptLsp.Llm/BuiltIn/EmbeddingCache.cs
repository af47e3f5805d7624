using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace PromptLsp.Llm.BuiltIn;

/// <summary>Vectors of texts that come again and again: the cases of one suite share their passages. Safe for concurrent callers.</summary>
internal sealed class EmbeddingCache(IEmbeddingGenerator<string, Embedding<float>> generator)
{
    // 4096 vectors of 384 numbers are 6 MB.
    private const int Capacity = 4096;
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<float>> _vectors = new(StringComparer.Ordinal);

    /// <summary>The vectors of <paramref name="texts"/>, in order.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> GetAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        List<string> missing = [];
        foreach (var text in texts)
        {
            if (_vectors.TryGetValue(text, out var vector))
            {
                known[text] = vector;
            }
            else if (known.TryAdd(text, default))
            {
                missing.Add(text);
            }
        }

        if (missing.Count > 0)
        {
            var made = await generator.GenerateAsync(missing, cancellationToken: cancellationToken);
            Keep(missing, made, known);
        }

        return [.. texts.Select(text => known[text])];
    }

    private void Keep(List<string> texts, GeneratedEmbeddings<Embedding<float>> made, Dictionary<string, ReadOnlyMemory<float>> known)
    {
        if (_vectors.Count + texts.Count > Capacity)
        {
            _vectors.Clear();
        }

        for (var i = 0; i < texts.Count; i++)
        {
            known[texts[i]] = made[i].Vector;
            _vectors[texts[i]] = made[i].Vector;
        }
    }
}
