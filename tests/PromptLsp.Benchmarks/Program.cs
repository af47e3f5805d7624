using System.Globalization;
using PromptLsp.Benchmarks;
using PromptLsp.Benchmarks.Tokens;
using PromptLsp.Benchmarks.Embeddings;

IBenchmark[] benchmarks =
[
    new StaticBenchmark(),
    new PromptLsp.Benchmarks.Typing.TypingBenchmark(),
    new TokensBenchmark(),
    new RowsBenchmark(),
    new EmbeddingsBenchmark(),
    new PromptLsp.Benchmarks.Tokenizing.WordPieceBenchmark(),
];

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var chosen = benchmarks.FirstOrDefault(benchmark => args is [var name, ..] && benchmark.Name == name);
if (chosen is null)
{
    Console.WriteLine("usage: dotnet run -c Release --project tests/PromptLsp.Benchmarks -- NAME [ARGUMENTS]");
    foreach (var benchmark in benchmarks)
    {
        Console.WriteLine($"  {benchmark.Name,-12} {benchmark.Description}");
    }

    return 2;
}

Console.WriteLine(MachineLine.Text());
return await chosen.RunAsync(args[1..], cancellation.Token);
