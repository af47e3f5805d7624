using System.Diagnostics;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Benchmarks.Tokenizing;

/// <summary>Speed of the built-in embedding model's tokenizer, and of other tokenizers that are named, on one thread.</summary>
internal sealed class WordPieceBenchmark : IBenchmark
{
    private const int Rounds = 5;

    /// <inheritdoc/>
    public string Name => "wordpiece";

    /// <inheritdoc/>
    public string Description => "tokens a second of the built-in WordPiece tokenizer, and of each tokenizer.json given, one thread";

    /// <inheritdoc/>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var texts = Texts();
        Console.WriteLine($"{texts.Count} texts, {texts.Sum(text => (long)text.Length) / 1e6:0.0} million UTF-16 code units, best of {Rounds} rounds");
        Console.WriteLine("tokenizer | what | million tokens/s | MB/s");
        var model = Path.Combine(AppContext.BaseDirectory, "models", ModelLocator.DefaultEmbeddingModel);
        foreach (var path in arguments.Prepend(model))
        {
            var tokenizer = HuggingFaceTokenizer.Load(path);
            var counter = new HuggingFaceTokenCounter(path, tokenizer);
            Measure(Path.GetFileName(path), "count", texts, text => counter.Count(text), cancellationToken);
            Measure(Path.GetFileName(path), "encode", texts, text => counter.Encode(text).Count, cancellationToken);
        }

        return Task.FromResult(0);
    }

    private static void Measure(string name, string what, IReadOnlyList<string> texts, Func<string, int> tokens, CancellationToken cancellationToken)
    {
        var best = double.MaxValue;
        var count = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            count = texts.Sum(text => (long)tokens(text));
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Console.WriteLine($"{name} | {what} | {count / best / 1e6:0.00} | {texts.Sum(text => (long)text.Length) / best / 1e6:0.0}");
    }

    /// <summary>The repository's own prose and code: about a megabyte, cut into texts of 2,000 code units.</summary>
    private static List<string> Texts() =>
        [.. Directory.EnumerateFiles(RepositoryPaths.Combine("src"), "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".md", StringComparison.Ordinal) || path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/Generated/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(path => File.ReadAllText(path).Chunk(2000))
            .Select(characters => new string(characters))];
}
