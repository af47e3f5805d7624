using System.Diagnostics;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Heads;
using PromptLsp.Models.Loading;

namespace PromptLsp.Benchmarks;

/// <summary>Sentences a second of the static embeddings, of their tokenizer alone, and of the head that looks at rows while somebody types; one thread.</summary>
internal sealed class StaticBenchmark : IBenchmark
{
    private const int Sentences = 20_000;
    private const int Rounds = 7;

    private static readonly string[] _sentences =
    [
        "A man is playing a guitar on the street.", "How do I reset my card PIN?", "The weather was cold, but the food was great.", "Two dogs run across the green field.",
        "Please tell me when the next train leaves.", "She wrote a long letter to her brother.", "My top-up has not arrived yet.", "The committee will meet again on Thursday morning.",
    ];

    /// <inheritdoc/>
    public string Name => "static";

    /// <inheritdoc/>
    public string Description => "static embeddings, their tokenizer alone and the injection head: short sentences a second on one thread";

    /// <inheritdoc/>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        string[] texts = [.. Enumerable.Range(0, Sentences).Select(index => _sentences[index % _sentences.Length])];
        var locator = new ModelLocator([Path.Combine(AppContext.BaseDirectory, "models")]);
        var started = Stopwatch.GetTimestamp();
        using var model = await EmbeddingModel.LoadAsync("static-minilm", options: new EmbeddingModelOptions { Locator = locator }, cancellationToken: cancellationToken);
        Console.WriteLine($"model loaded and verified in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        started = Stopwatch.GetTimestamp();
        var head = HeadClassifier.LoadWithoutEmbedding(locator.Open("injection"));
        Console.WriteLine($"injection head loaded and verified in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        var tokens = texts.Sum(text => (long)model.Tokenizer.Count(text));
        Console.WriteLine($"{Sentences} sentences, {(double)tokens / Sentences:0.0} tokens each; best of {Rounds}");
        Console.WriteLine($"{"what",-28} {"sentences/s",14} {"tokens/s",14}");
        Print("tokenizer alone", tokens, await BestAsync(() => { Count(model, texts); return Task.CompletedTask; }, cancellationToken));
        Print("static-minilm", tokens, await BestAsync(() => model.EmbedAsync(texts, cancellationToken), cancellationToken));
        Print("injection head", tokens, await BestAsync(() => head.ClassifyAsync([.. texts.Select(text => new Core.Classification.TextInput(text))], cancellationToken), cancellationToken));
        return 0;
    }

    private static void Count(EmbeddingModel model, string[] texts)
    {
        foreach (var text in texts)
        {
            model.Tokenizer.Count(text);
        }
    }

    private static async Task<double> BestAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        var best = double.PositiveInfinity;
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            await work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }

    private static void Print(string what, long tokens, double seconds) => Console.WriteLine($"{what,-28} {Sentences / seconds,14:N0} {tokens / seconds,14:N0}");
}
