using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace PromptLsp.Benchmarks.Embeddings;

/// <summary>The best that ONNX Runtime gives by itself: token numbers ready, batches of at most 512 padded tokens, one session, one thread a run, one caller a core, no pooling.</summary>
internal sealed class RawSession : IDisposable
{
    private const int BatchTokens = 512;

    private readonly InferenceSession _session;
    private readonly List<(long[] Ids, long[] Mask, long[] Types, long[] Shape)> _batches;

    public RawSession(string path, IReadOnlyList<int[]> inputs)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, EnableMemoryPattern = false };
        _session = new InferenceSession(path, options);
        _batches = Batches(inputs);
    }

    /// <summary>One pass over all texts.</summary>
    public TimeSpan Run()
    {
        var start = Stopwatch.GetTimestamp();
        Parallel.ForEach(_batches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, Run);
        return Stopwatch.GetElapsedTime(start);
    }

    public void Dispose() => _session.Dispose();

    private void Run((long[] Ids, long[] Mask, long[] Types, long[] Shape) batch)
    {
        using var ids = OrtValue.CreateTensorValueFromMemory(batch.Ids, batch.Shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(batch.Mask, batch.Shape);
        using var types = OrtValue.CreateTensorValueFromMemory(batch.Types, batch.Shape);
        using var options = new RunOptions();
        using var output = _session.Run(options, ["input_ids", "attention_mask", "token_type_ids"], [ids, mask, types], ["last_hidden_state"]);
    }

    private static List<(long[] Ids, long[] Mask, long[] Types, long[] Shape)> Batches(IReadOnlyList<int[]> inputs)
    {
        var sorted = inputs.OrderByDescending(ids => ids.Length).ToList();
        var batches = new List<(long[], long[], long[], long[])>();
        for (var start = 0; start < sorted.Count;)
        {
            var columns = sorted[start].Length;
            var rows = Math.Min(Math.Max(1, BatchTokens / columns), sorted.Count - start);
            var (ids, mask) = (new long[rows * columns], new long[rows * columns]);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < sorted[start + row].Length; column++)
                {
                    (ids[(row * columns) + column], mask[(row * columns) + column]) = (sorted[start + row][column], 1);
                }
            }

            batches.Add((ids, mask, new long[rows * columns], [rows, columns]));
            start += rows;
        }

        return batches;
    }
}
