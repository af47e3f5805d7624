using System.Numerics.Tensors;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Embeddings;

/// <summary>Makes one vector of a text's token vectors (Reimers and Gurevych 2019: mean over the attention mask).</summary>
internal static class TokenPooling
{
    /// <param name="tokens">Row-major float32[columns, dimension] of one text.</param>
    /// <param name="count">How many rows are tokens; those behind are padding.</param>
    /// <param name="kind">How.</param>
    /// <param name="result">float32[dimension].</param>
    public static void Pool(ReadOnlySpan<float> tokens, int count, PoolingKind kind, Span<float> result)
    {
        tokens.Slice(kind == PoolingKind.LastToken ? (count - 1) * result.Length : 0, result.Length).CopyTo(result);
        if (kind != PoolingKind.Mean)
        {
            return;
        }

        for (var row = 1; row < count; row++)
        {
            TensorPrimitives.Add(result, tokens.Slice(row * result.Length, result.Length), result);
        }

        TensorPrimitives.Divide(result, count, result);
    }

    /// <summary>Divides by the L2 norm; a vector of zeros stays.</summary>
    public static void Normalize(Span<float> vector)
    {
        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, vector);
        }
    }
}
