using System.Numerics.Tensors;

namespace PromptLsp.Models.Generation;

/// <summary>Log-softmax over logits, in double precision.</summary>
internal static class LogProbabilities
{
    /// <summary>The logarithm of the sum of the exponentials.</summary>
    public static double LogSum(ReadOnlySpan<float> logits)
    {
        double greatest = TensorPrimitives.Max(logits);
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - greatest);
        }

        return greatest + Math.Log(sum);
    }
}
