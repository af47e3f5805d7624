using PromptLsp.Models.Devices;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Distillation;

/// <summary>What the teacher says of single tokens: the mean of the hidden vectors of [CLS] token [SEP], without L2 norm.</summary>
internal static class VocabularyPass
{
    private const int TokensAtOnce = 64;

    /// <summary>The vectors of tokens.</summary>
    /// <param name="folder">The teacher.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="kept">Token numbers.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>Row-major float32[kept, dimension].</returns>
    public static float[] Run(ModelFolder folder, WordPieceTokenizer tokenizer, int[] kept, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var session = OnnxSession.Open(folder, DeviceRequest.Cpu);
        var frame = tokenizer.EncodeForModel("", tokenizer.SpecialTokenCount + 1).Ids.ToArray();
        var inputs = kept.Select(id => new ModelInput((int[])[frame[0], id, frame[^1]], 3)).ToArray();
        float[]? vectors = null;
        for (var first = 0; first < kept.Length; first += TokensAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = Enumerable.Range(first, Math.Min(TokensAtOnce, kept.Length - first)).ToArray();
            using var batch = new TokenBatch(inputs, rows, tokenizer.PaddingId);
            using var output = session.Run(batch, cancellationToken);
            var dimension = output.Values.Length / (rows.Length * 3);
            vectors ??= new float[kept.Length * dimension];
            AddMeans(output.Values, vectors.AsSpan(first * dimension), rows.Length, dimension);
            progress?.Report((double)(first + rows.Length) / kept.Length);
        }

        return vectors ?? [];
    }

    private static void AddMeans(ReadOnlySpan<float> states, Span<float> vectors, int rows, int dimension)
    {
        for (var row = 0; row < rows; row++)
        {
            var hidden = states.Slice(row * 3 * dimension, 3 * dimension);
            for (var column = 0; column < dimension; column++)
            {
                vectors[(row * dimension) + column] = (hidden[column] + hidden[dimension + column] + hidden[(2 * dimension) + column]) / 3;
            }
        }
    }
}
