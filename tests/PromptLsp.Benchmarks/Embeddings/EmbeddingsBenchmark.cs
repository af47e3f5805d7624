using System.Diagnostics;
using System.Text.Json;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Benchmarks.Embeddings;

/// <summary>
/// Embeddings of texts of mixed length, tokenising and pooling included, against the best raw session and @huggingface/transformers, in turns in one run.
/// Each figure is the best of the rounds. Arguments: number of texts, number of rounds.
/// </summary>
internal sealed class EmbeddingsBenchmark : IBenchmark
{
    private const string MemoryMark = "--memory";

    public string Name => "embeddings";

    public string Description => "tokens a second of all-MiniLM-L6-v2 against a raw session and @huggingface/transformers";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var folder = SharedData.IsPresent ? SharedData.PathOf("models", "all-MiniLM-L6-v2") : null;
        if (arguments is [MemoryMark, var model, var textsPath])
        {
            return await TellMemoryAsync(model, textsPath, cancellationToken);
        }

        var count = arguments.Count > 0 ? int.Parse(arguments[0]) : 300;
        var rounds = arguments.Count > 1 ? int.Parse(arguments[1]) : 3;
        var tokenizer = WordPieceTokenizer.Load(ModelLocator.Default.Open(ModelLocator.DefaultEmbeddingModel).TokenizerPath);
        var texts = EmbeddingCorpus.Read(count, tokenizer);
        var peers = folder is null ? "the reference models are not there" : TransformersJs.Install();
        Console.WriteLine($"{texts.Count} texts, {texts.Sum(text => tokenizer.EncodeForModel(text, 256).Ids.Length)} tokens; best of {rounds} rounds, in turns{(peers is null ? "" : $"; without peers: {peers}")}");
        Console.WriteLine($"{"tokens a second",-24}{"raw session",12}{"PromptLsp",12}{"of raw",8}{"js batch 32",13}{"times",7}{"js tuned",11}{"times",7}{"peak MB",9}");
        (string Name, string Reference, string File)[] models = folder is null
            ? [("row-wise int8", ModelLocator.DefaultEmbeddingModel, "")]
            : [("fp32", $"{folder}:onnx/model.onnx", "model"), ("row-wise int8", $"{folder}:onnx/model_int8_rowwise.onnx", "model_int8_rowwise")];
        foreach (var (name, reference, file) in models)
        {
            await RunOneAsync(name, reference, peers is null ? (folder!, file) : null, texts, rounds, cancellationToken);
        }

        return 0;
    }

    private static async Task RunOneAsync(
        string name, string reference, (string Folder, string File)? peer, IReadOnlyList<string> texts, int rounds, CancellationToken cancellationToken)
    {
        using var model = await EmbeddingModel.LoadAsync(reference, DeviceRequest.Cpu, null, cancellationToken);
        var inputs = texts.Select(text => model.Tokenizer.EncodeForModel(text, model.MaxTokens).Ids.ToArray()).ToList();
        using var raw = new RawSession(model.Folder.ModelPath, inputs);
        using var batched = peer is { } first ? TransformersJs.Start(first.Folder, first.File, texts, 32, 1, 0) : null;
        using var tuned = peer is { } second ? TransformersJs.Start(second.Folder, second.File, texts, 1, Environment.ProcessorCount, 1) : null;
        var tokens = inputs.Sum(ids => (long)ids.Length);
        var best = new Rates();
        for (var round = 0; round < rounds + 1; round++)
        {
            var rates = new Rates
            {
                Raw = tokens / raw.Run().TotalSeconds,
                Ours = await OursAsync(model, texts, cancellationToken),
                Batched = Rate(batched),
                Tuned = Rate(tuned),
            };

            // The first round warms up.
            best = round == 0 ? best : best.Max(rates);
        }

        Console.WriteLine(
            $"{name,-24}{best.Raw,12:0}{best.Ours,12:0}{best.Ours / best.Raw,8:0.00}{best.Batched,13:0}{best.Ours / best.Batched,7:0.00}{best.Tuned,11:0}{best.Ours / best.Tuned,7:0.00}{await PeakAsync(reference, texts) / 1e6,9:0}");
    }

    private static async Task<double> OursAsync(EmbeddingModel model, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var embeddings = await model.EmbedAsync(texts, cancellationToken);
        return embeddings.TokenCount / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Rate(TransformersJs? peer)
    {
        if (peer is null)
        {
            return double.NaN;
        }

        var (tokens, time, _) = peer.Run();
        return tokens / time.TotalSeconds;
    }

    /// <summary>Peak of resident memory of a process that does nothing but embed the texts.</summary>
    private static async Task<double> PeakAsync(string reference, IReadOnlyList<string> texts)
    {
        using var files = new TemporaryFolder();
        var path = files.Write("texts.json", JsonSerializer.Serialize(texts));
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["embeddings", MemoryMark, reference, path]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
    }

    private static async Task<int> TellMemoryAsync(string reference, string textsPath, CancellationToken cancellationToken)
    {
        var texts = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(textsPath, cancellationToken))!;
        using var model = await EmbeddingModel.LoadAsync(reference, DeviceRequest.Cpu, null, cancellationToken);
        await model.EmbedAsync(texts, cancellationToken);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(process.PeakWorkingSet64);
        return 0;
    }

    private readonly record struct Rates
    {
        public double Raw { get; init; }

        public double Ours { get; init; }

        public double Batched { get; init; }

        public double Tuned { get; init; }

        public Rates Max(Rates other) => new()
        {
            Raw = Math.Max(Raw, other.Raw),
            Ours = Math.Max(Ours, other.Ours),
            Batched = Math.Max(Batched, other.Batched),
            Tuned = Math.Max(Tuned, other.Tuned),
        };
    }
}
