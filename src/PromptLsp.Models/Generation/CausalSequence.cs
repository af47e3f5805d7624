using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PromptLsp.Models.Devices;

namespace PromptLsp.Models.Generation;

/// <summary>
/// One text that grows. Holds the cache of its tokens as ONNX Runtime gave it: nothing of it is copied here. One caller at a time.
/// </summary>
/// <param name="graph">The model; not owned.</param>
internal sealed class CausalSequence(CausalGraph graph) : IDisposable
{
    // Logits of so many tokens are held at once: 25 MB with a vocabulary of 50,000.
    private const int TokensAtOnce = 128;

    private IDisposableReadOnlyCollection<OrtValue>? _last;
    private float[] _row = [];

    /// <summary>Tokens so far.</summary>
    public int Length { get; private set; }

    /// <summary>Takes tokens in and gives the logits behind the last one.</summary>
    /// <param name="ids">One or more.</param>
    /// <param name="cancellationToken">Ends the run under way.</param>
    /// <returns>float32[vocabulary], until the next call.</returns>
    public ReadOnlySpan<float> Append(ReadOnlySpan<int> ids, CancellationToken cancellationToken)
    {
        var rows = 0;
        for (var start = 0; start < ids.Length; start += rows)
        {
            rows = Math.Min(TokensAtOnce, ids.Length - start);
            Run(ids.Slice(start, rows), cancellationToken);
        }

        return Row(rows - 1, rows);
    }

    /// <summary>Takes tokens in and looks at the logits behind each.</summary>
    /// <param name="ids">The tokens.</param>
    /// <param name="look">Gets the number of a token in <paramref name="ids"/> and float32[vocabulary], which is valid during the call.</param>
    /// <param name="cancellationToken">Ends the run under way.</param>
    public void Append(ReadOnlySpan<int> ids, Action<int, ReadOnlySpan<float>> look, CancellationToken cancellationToken)
    {
        for (var start = 0; start < ids.Length; start += TokensAtOnce)
        {
            var rows = Math.Min(TokensAtOnce, ids.Length - start);
            Run(ids.Slice(start, rows), cancellationToken);
            for (var row = 0; row < rows; row++)
            {
                look(start + row, Row(row, rows));
            }
        }
    }

    public void Dispose() => _last?.Dispose();

    private void Run(ReadOnlySpan<int> ids, CancellationToken cancellationToken)
    {
        if (_last is null)
        {
            OrtValue[] empty = [.. graph.Slots.Select(Empty)];
            try
            {
                _last = graph.Run(ids, 0, empty, cancellationToken);
            }
            finally
            {
                Array.ForEach(empty, value => value.Dispose());
            }
        }
        else
        {
            var next = graph.Run(ids, Length, _last.Skip(1), cancellationToken);
            _last.Dispose();
            _last = next;
        }

        Length += ids.Length;
    }

    private static OrtValue Empty(CacheSlot slot) =>
        OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, slot.Type, [1, slot.Heads, 0, slot.Width]);

    private ReadOnlySpan<float> Row(int row, int rows)
    {
        var logits = _last!.First();
        var shape = logits.GetTensorTypeAndShape();
        if (shape.Shape is not [1, var tokens, > 0 and var vocabulary] || tokens != rows)
        {
            throw new InferenceException($"The model gave logits of the shape [{string.Join(", ", shape.Shape)}] for {rows} tokens: export it again.");
        }

        var start = (int)(row * vocabulary);
        if (shape.ElementDataType == TensorElementType.Float)
        {
            return logits.GetTensorDataAsSpan<float>().Slice(start, (int)vocabulary);
        }

        _row = _row.Length == vocabulary ? _row : new float[vocabulary];
        var halves = logits.GetTensorDataAsSpan<Float16>().Slice(start, (int)vocabulary);
        for (var index = 0; index < halves.Length; index++)
        {
            _row[index] = (float)halves[index];
        }

        return _row;
    }
}
