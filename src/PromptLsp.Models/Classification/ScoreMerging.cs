using System.Numerics.Tensors;
using PromptLsp.Models.Encoders;

namespace PromptLsp.Models.Classification;

/// <summary>Makes one row of scores of those of a text's windows.</summary>
internal static class ScoreMerging
{
    /// <summary>The scores of the whole text.</summary>
    /// <param name="windows">float32[labels] of each window.</param>
    /// <param name="weights">How many tokens each window sees first.</param>
    /// <param name="rule">How.</param>
    public static float[] Merge(IReadOnlyList<float[]> windows, IReadOnlyList<int> weights, LongTextRule rule)
    {
        if (windows.Count == 1)
        {
            return windows[0];
        }

        var merged = new float[windows[0].Length];
        if (rule == LongTextRule.Max)
        {
            windows[0].CopyTo(merged, 0);
            foreach (var window in windows.Skip(1))
            {
                TensorPrimitives.Max(merged, window, merged);
            }

            return merged;
        }

        for (var window = 0; window < windows.Count; window++)
        {
            TensorPrimitives.MultiplyAdd(windows[window], weights[window], merged, merged);
        }

        TensorPrimitives.Divide(merged, weights.Sum(), merged);
        return merged;
    }
}
