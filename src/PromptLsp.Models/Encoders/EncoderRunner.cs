using System.Numerics.Tensors;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Encoders;

/// <summary>Takes what a graph gives for one input: float32[tokens, width], padding left out, or float32[width]. Called from several threads, once an input.</summary>
/// <param name="index">Number of the input.</param>
/// <param name="values">Valid during the call only; all of them finite.</param>
internal delegate void EncoderRow(int index, ReadOnlySpan<float> values);

/// <summary>
/// Runs one encoder graph over any number of inputs: batches by length under a budget of padded tokens, no more runs at a time than there are slots, all
/// callers together. Owns the session.
/// </summary>
internal sealed class EncoderRunner : IEncoderRunner
{
    private const int CpuBatchTokens = 512;
    private const int GpuBatchTokens = 16_384;

    private readonly OnnxSession _session;
    private readonly SemaphoreSlim _slots;
    private readonly int _callers;
    private readonly int _batchTexts;
    private readonly int _paddingId;

    /// <param name="session">The graph.</param>
    /// <param name="paddingId">Number of the padding token.</param>
    /// <param name="options">How to compute.</param>
    public EncoderRunner(OnnxSession session, int paddingId, EncoderOptions options)
    {
        var isCpu = session.Device.Device == DeviceRequest.Cpu;
        _session = session;
        _paddingId = paddingId;
        _callers = options.Callers ?? (isCpu ? Environment.ProcessorCount : 1);
        _slots = new SemaphoreSlim(_callers);
        _batchTexts = Math.Min(options.BatchTexts ?? int.MaxValue, session.MostTexts);
        BatchTokens = options.BatchTokens ?? (isCpu ? CpuBatchTokens : GpuBatchTokens);
    }

    /// <inheritdoc/>
    public DeviceChoice Device => _session.Device;

    /// <summary>What the graph says. One whose results depend on the batch gets one input a run.</summary>
    public GraphFacts Graph => _session.Facts;

    /// <summary>What a run gives.</summary>
    public OutputShape Shape => _session.Shape;

    /// <inheritdoc/>
    public int Width => Shape.Width;

    /// <inheritdoc/>
    public bool IsPerToken => Shape.IsPerToken;

    /// <inheritdoc/>
    public int BatchTokens { get; }

    /// <inheritdoc/>
    public async Task RunAsync(IReadOnlyList<ModelInput> inputs, EncoderRow take, CancellationToken cancellationToken)
    {
        var batches = BatchPlanner.Plan([.. inputs.Select(input => input.Ids.Length)], BatchTokens, _batchTexts);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _callers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(batches, parallel, async (batch, cancellation) =>
        {
            await _slots.WaitAsync(cancellation);
            try
            {
                RunBatch(inputs, batch, take, cancellation);
            }
            finally
            {
                _slots.Release();
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _slots.Dispose();
    }

    private void RunBatch(IReadOnlyList<ModelInput> inputs, ArraySegment<int> rows, EncoderRow take, CancellationToken cancellationToken)
    {
        using var batch = new TokenBatch(inputs, rows, _paddingId);
        using var output = _session.Run(batch, cancellationToken);
        var stride = (Shape.IsPerToken ? batch.Columns : 1) * Shape.Width;
        for (var row = 0; row < rows.Count; row++)
        {
            var length = (Shape.IsPerToken ? inputs[rows[row]].Ids.Length : 1) * Shape.Width;
            var values = output.Values.Slice(row * stride, length);
            if (!TensorPrimitives.IsFiniteAll(values))
            {
                throw new InferenceException("The model gave something that is no number (NaN or infinite). Its file is damaged, or its precision does not suit the device: try cpu.");
            }

            take(rows[row], values);
        }
    }
}
