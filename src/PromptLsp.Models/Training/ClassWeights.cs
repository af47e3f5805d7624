namespace PromptLsp.Models.Training;

/// <summary>How much a row of each class weighs.</summary>
public static class ClassWeights
{
    /// <summary>All 1, or n / (classes · rows of the class) as scikit-learn's <c>balanced</c>.</summary>
    /// <param name="labels">Class numbers from 0.</param>
    /// <param name="classes">How many classes.</param>
    /// <param name="isBalanced">True for balanced ones.</param>
    public static double[] Of(IReadOnlyList<int> labels, int classes, bool isBalanced)
    {
        var counts = new int[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return [.. counts.Select(count => isBalanced && count > 0 ? (double)labels.Count / (classes * count) : 1)];
    }
}
