using System.Numerics.Tensors;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Encoders;

/// <summary>Makes scores of a model's numbers.</summary>
internal static class ScoreFunctions
{
    /// <summary>Applies what a model asks for.</summary>
    /// <param name="logits">The model's numbers, one a label.</param>
    /// <param name="activation">What.</param>
    /// <param name="scores">As many; may be <paramref name="logits"/>.</param>
    public static void Apply(ReadOnlySpan<float> logits, ScoreActivation activation, Span<float> scores)
    {
        switch (activation)
        {
            case ScoreActivation.Softmax:
                Softmax(logits, scores);
                break;
            case ScoreActivation.Sigmoid:
                TensorPrimitives.Sigmoid(logits, scores);
                break;
            default:
                logits.CopyTo(scores);
                break;
        }
    }

    /// <summary>exp(x) over the sum of all, the greatest number taken from each first, so that none overflows.</summary>
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> scores)
    {
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), scores);
        TensorPrimitives.Exp(scores, scores);
        TensorPrimitives.Divide(scores, TensorPrimitives.Sum<float>(scores), scores);
    }
}
