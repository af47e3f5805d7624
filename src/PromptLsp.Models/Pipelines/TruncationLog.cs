using System.Collections.Concurrent;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Pipelines;

/// <summary>Keeps what a model tells of cut texts until the answers to them are written. One call at a time.</summary>
public sealed class TruncationLog
{
    private readonly ConcurrentQueue<TruncatedText> _texts = new();

    /// <summary>Notes one; goes into the options of a model.</summary>
    public void Add(TruncatedText text) => _texts.Enqueue(text);

    /// <summary>What was noted since the last time, each text once, by its index.</summary>
    public IReadOnlyList<TruncatedText> Take()
    {
        var texts = new List<TruncatedText>();
        while (_texts.TryDequeue(out var text))
        {
            texts.Add(text);
        }

        return [.. texts.DistinctBy(text => text.Index).OrderBy(text => text.Index)];
    }
}
