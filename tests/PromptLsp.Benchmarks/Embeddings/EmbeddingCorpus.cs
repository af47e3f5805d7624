using PromptLsp.Models.Tokenization;

namespace PromptLsp.Benchmarks.Embeddings;

/// <summary>Texts of mixed length out of this repository's own Markdown: 3 to 200 words, so 5 to 256 tokens.</summary>
internal static class EmbeddingCorpus
{
    private static readonly int[] _lengths = [3, 8, 12, 20, 35, 60, 90, 140, 200];

    /// <summary>The texts, shortest first; the same on every machine as long as the Markdown is.</summary>
    public static IReadOnlyList<string> Read(int count, WordPieceTokenizer tokenizer)
    {
        var files = new[] { RepositoryPaths.Combine("README.md") }.Concat(Directory.GetFiles(RepositoryPaths.Combine("src", "decisions"), "*.md").Order(StringComparer.Ordinal));
        var words = files.SelectMany(path => File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var texts = new List<string>();
        for (var start = 0; texts.Count < count; start += 17)
        {
            var length = _lengths[texts.Count % _lengths.Length];
            texts.Add(string.Join(' ', Enumerable.Range(start, length).Select(index => words[index % words.Length])));
        }

        return [.. texts.OrderBy(text => tokenizer.EncodeForModel(text, 256).Ids.Length)];
    }
}
