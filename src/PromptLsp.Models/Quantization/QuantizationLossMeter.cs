using System.Numerics.Tensors;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Quantization;

/// <summary>Runs a model and its quantised copy over the same texts.</summary>
/// <param name="time">Measures the rates.</param>
public sealed class QuantizationLossMeter(TimeProvider time)
{
    private const int BatchTexts = 8;

    /// <summary>Measures. One model is in memory at a time, and one output a text.</summary>
    /// <param name="original">The float model.</param>
    /// <param name="quantized">The other one, with the same tokenizer.</param>
    /// <param name="texts">At least one.</param>
    /// <param name="cancellationToken">Stops between two texts.</param>
    /// <exception cref="ModelLoadException">One cannot be loaded, or its task has no single output.</exception>
    /// <exception cref="InferenceException">A run failed.</exception>
    public QuantizationLoss Measure(ModelFolder original, ModelFolder quantized, IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        var tokenizer = WordPieceTokenizer.Load(original.TokenizerPath);
        var inputs = texts.Select(text => tokenizer.EncodeForModel(text, original.Manifest.MaxTokens)).ToList();
        var (expected, originalTime) = Run(original, inputs, tokenizer.PaddingId, 1, cancellationToken);
        var (actual, quantizedTime) = Run(quantized, inputs, tokenizer.PaddingId, 1, cancellationToken);
        var (batched, _) = Run(quantized, inputs, tokenizer.PaddingId, BatchTexts, cancellationToken);
        var cosines = expected.Zip(actual, (left, right) => (double)TensorPrimitives.CosineSimilarity<float>(left, right)).ToList();
        int? labels = original.Manifest.Labels.Count > 0 ? original.Manifest.Labels.Count : null;
        return new QuantizationLoss(
            texts.Count,
            cosines.Min(),
            cosines.Average(),
            GreatestDifference(expected, actual),
            labels is { } width ? expected.Zip(actual, (left, right) => OtherLabels(left, right, width)).Sum() : null,
            GreatestDifference(actual, batched),
            texts.Count / originalTime.TotalSeconds,
            texts.Count / quantizedTime.TotalSeconds);
    }

    private (List<float[]> Outputs, TimeSpan Time) Run(ModelFolder folder, List<ModelInput> inputs, int paddingId, int batchTexts, CancellationToken cancellationToken)
    {
        using var session = OnnxSession.Open(folder, DeviceRequest.Cpu);
        var outputs = new List<float[]>(inputs.Count);
        var start = time.GetTimestamp();
        for (var first = 0; first < inputs.Count; first += batchTexts)
        {
            int[] rows = [.. Enumerable.Range(first, Math.Min(batchTexts, inputs.Count - first))];
            using var batch = new TokenBatch(inputs, rows, paddingId);
            using var output = session.Run(batch, cancellationToken);
            for (var row = 0; row < rows.Length; row++)
            {
                outputs.Add(OutputOf(session, folder.Manifest, batch, output, row, inputs[rows[row]].Ids.Length));
            }
        }

        return (outputs, time.GetElapsedTime(start));
    }

    private static float[] OutputOf(OnnxSession session, ModelManifest manifest, TokenBatch batch, ModelOutput output, int row, int tokens)
    {
        var width = session.Shape.Width;
        if (!session.Shape.IsPerToken)
        {
            return output.Values.Slice(row * width, width).ToArray();
        }

        var values = output.Values.Slice(row * batch.Columns * width, tokens * width);
        if (manifest.Pooling is not { } pooling)
        {
            return values.ToArray();
        }

        var vector = new float[width];
        TokenPooling.Pool(values, tokens, pooling, vector);
        TokenPooling.Normalize(vector);
        return vector;
    }

    private static double GreatestDifference(List<float[]> left, List<float[]> right) =>
        left.Zip(right, (one, other) => one.Zip(other, (a, b) => Math.Abs((double)a - b)).DefaultIfEmpty().Max()).Max();

    private static int OtherLabels(float[] left, float[] right, int width) => Enumerable.Range(0, left.Length / width)
        .Count(row => TensorPrimitives.IndexOfMax<float>(left.AsSpan(row * width, width)) != TensorPrimitives.IndexOfMax<float>(right.AsSpan(row * width, width)));
}
