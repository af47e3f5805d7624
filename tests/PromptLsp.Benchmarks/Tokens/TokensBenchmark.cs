using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;
using PromptLsp.Core.Tokens;
using PromptLsp.Testing.Tokens;

namespace PromptLsp.Benchmarks.Tokens;

/// <summary>Counting on one thread: ours beside Microsoft.ML.Tokenizers and npm tiktoken over the same texts, and texts that are worst cases of other counters.</summary>
internal sealed class TokensBenchmark : IBenchmark
{
    private const int CorpusBytes = 10_000_000;
    private const int Rounds = 5;

    /// <inheritdoc/>
    public string Name => "tokens";

    /// <inheritdoc/>
    public string Description => "counting tokens: o200k_base and cl100k_base, cold and warm, peers, worst cases";

    /// <inheritdoc/>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        PrintLoad();
        var peers = !arguments.Contains("--alone");
        var documents = TokenCorpus.Documents(CorpusBytes);
        var prose = Enumerable.Range(0, 100).Select(seed => TokenCorpus.Kinds[0].Make(new Random(seed))).ToArray();
        foreach (var encoding in new[] { TokenCounterProvider.O200kBase, TokenCounterProvider.Cl100kBase })
        {
            cancellationToken.ThrowIfCancellationRequested();
            var counter = (IPieceTokenCounter)new TokenCounterProvider().Find(encoding)!;
            Console.WriteLine();
            Console.WriteLine($"{encoding}, thirteen kinds of text, {Bytes(documents) / 1e6:F1} MB in {documents.Count} documents, median of {Rounds}      cold MB/s   warm MB/s");
            var ours = PrintOurs(counter, documents);
            if (peers)
            {
                PrintLibrary(encoding, documents, ours);
                PrintNode(encoding, documents, ours);
            }

            PrintKinds(counter);
            WorstCases.Print(counter, prose);
        }

        return Task.FromResult(0);
    }

    private static void PrintLoad()
    {
        var before = Environment.WorkingSet;
        var start = Stopwatch.GetTimestamp();
        var counter = new TokenCounterProvider().Find(TokenCounterProvider.O200kBase)!;
        var ready = Stopwatch.GetElapsedTime(start);
        counter.Count("The first text of a process.");
        var first = Stopwatch.GetElapsedTime(start);
        counter.Count(TokenCorpus.Kinds[0].Make(new Random(1)));
        Console.WriteLine(
            $"o200k_base: vocabulary ready in {ready.TotalMilliseconds:F2} ms, first count after {first.TotalMilliseconds:F1} ms (jitted); memory grew by {(Environment.WorkingSet - before) / 1e6:F1} MB");
    }

    private static (double Cold, double Warm, long Tokens) PrintOurs(IPieceTokenCounter counter, IReadOnlyList<string> documents)
    {
        // Other texts first, so that the code is compiled, and not the cache filled.
        var other = TokenCorpus.Documents(CorpusBytes / 2, seed: 99);
        for (var i = 0; i < 3; i++)
        {
            Pass(other, text => counter.Count(text));
        }

        var (cold, warm) = (new double[Rounds], new double[Rounds]);
        var tokens = 0L;
        for (var i = 0; i < Rounds; i++)
        {
            counter.ForgetCounts();
            (cold[i], tokens) = Pass(documents, text => counter.Count(text));
            Pass(documents, text => counter.Count(text));
            (warm[i], _) = Pass(documents, text => counter.Count(text));
        }

        var (coldRate, warmRate) = (Median(cold), Median(warm));
        Console.WriteLine($"  {"PromptLsp",-66}{coldRate,10:F1}{warmRate,12:F1}   {tokens} tokens");
        return (coldRate, warmRate, tokens);
    }

    private static void PrintLibrary(string encoding, IReadOnlyList<string> documents, (double Cold, double Warm, long Tokens) ours)
    {
        var warmUp = TiktokenTokenizer.CreateForEncoding(encoding);
        Pass([.. documents.Take(200)], text => warmUp.CountTokens(text));
        var (cold, warm) = (new double[3], new double[3]);
        var tokens = 0L;
        for (var i = 0; i < cold.Length; i++)
        {
            var tokenizer = TiktokenTokenizer.CreateForEncoding(encoding);
            (cold[i], tokens) = Pass(documents, text => tokenizer.CountTokens(text));
            (warm[i], _) = Pass(documents, text => tokenizer.CountTokens(text));
        }

        PrintPeer("Microsoft.ML.Tokenizers 2.0.1", Median(cold), Median(warm), tokens, ours);
    }

    private static void PrintNode(string encoding, IReadOnlyList<string> documents, (double Cold, double Warm, long Tokens) ours)
    {
        if (NodeReference.Missing is { } reason)
        {
            Console.WriteLine($"  npm tiktoken: {reason}");
            return;
        }

        var fields = NodeReference.Run(documents, "--time", "{}", encoding)[0].Split(' ');
        var bytes = Bytes(documents);
        PrintPeer(
            "npm tiktoken 1.0.22 (WASM)", Rate(bytes, Number(fields[0])), Rate(bytes, Number(fields[1])), long.Parse(fields[2], CultureInfo.InvariantCulture), ours);
    }

    private static void PrintPeer(string name, double cold, double warm, long tokens, (double Cold, double Warm, long Tokens) ours) => Console.WriteLine(
        $"  {name,-66}{cold,10:F1}{warm,12:F1}   {tokens} tokens; PromptLsp is {ours.Cold / cold:F1} and {ours.Warm / warm:F1} times as fast");

    private static void PrintKinds(IPieceTokenCounter counter)
    {
        foreach (var (name, make) in TokenCorpus.Kinds)
        {
            var texts = Enumerable.Range(0, 60).Select(seed => make(new Random(seed + 1000))).ToArray();
            var (cold, warm) = (new double[Rounds], new double[Rounds]);
            for (var i = 0; i < Rounds; i++)
            {
                counter.ForgetCounts();
                (cold[i], _) = Pass(texts, text => counter.Count(text));
                (warm[i], _) = Pass(texts, text => counter.Count(text));
            }

            Console.WriteLine($"    {name,-64}{Median(cold),10:F1}{Median(warm),12:F1}");
        }
    }

    private static (double Rate, long Tokens) Pass(IReadOnlyList<string> texts, Func<string, int> count)
    {
        var start = Stopwatch.GetTimestamp();
        var tokens = 0L;
        foreach (var text in texts)
        {
            tokens += count(text);
        }

        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return (Rate(Bytes(texts), milliseconds), tokens);
    }

    private static long Bytes(IReadOnlyList<string> texts) => texts.Sum(text => (long)Encoding.UTF8.GetByteCount(text));

    private static double Rate(long bytes, double milliseconds) => bytes / 1e3 / milliseconds;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
