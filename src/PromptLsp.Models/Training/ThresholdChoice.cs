using PromptLsp.Core.Metrics;

namespace PromptLsp.Models.Training;

/// <summary>The score from which a row counts as true. Candidates are the distinct scores; of equals the smallest wins.</summary>
public static class ThresholdChoice
{
    /// <summary>The threshold of greatest F1.</summary>
    /// <param name="isTrue">The truth of each row.</param>
    /// <param name="scores">Its score.</param>
    public static (double Threshold, double Value) ByF1(IReadOnlyList<bool> isTrue, IReadOnlyList<double> scores) =>
        Best(isTrue, scores, (right, found, trues, _) => ClassScores.Of(right, found, trues).F1);

    /// <summary>The threshold of greatest accuracy.</summary>
    /// <param name="isTrue">The truth of each row.</param>
    /// <param name="scores">Its score.</param>
    public static (double Threshold, double Value) ByAccuracy(IReadOnlyList<bool> isTrue, IReadOnlyList<double> scores) =>
        Best(isTrue, scores, (right, found, trues, all) => (double)(right + (all - trues - (found - right))) / all);

    /// <summary>The threshold of greatest balanced accuracy: the mean of the recalls of both sides (Youden 1950), which does not depend on how common each is.</summary>
    /// <param name="isTrue">The truth of each row.</param>
    /// <param name="scores">Its score.</param>
    public static (double Threshold, double Value) ByBalancedAccuracy(IReadOnlyList<bool> isTrue, IReadOnlyList<double> scores) =>
        Best(isTrue, scores, (right, found, trues, all) => (((double)right / Math.Max(1, trues)) + (1 - ((double)(found - right) / Math.Max(1, all - trues)))) / 2);

    private static (double, double) Best(IReadOnlyList<bool> isTrue, IReadOnlyList<double> scores, Func<long, long, long, long, double> value)
    {
        var order = Enumerable.Range(0, scores.Count).OrderByDescending(row => scores[row]).ToList();
        long trues = isTrue.Count(truth => truth), right = 0;
        (double Threshold, double Value) best = (double.PositiveInfinity, double.NegativeInfinity);
        for (var place = 0; place < order.Count; place++)
        {
            right += isTrue[order[place]] ? 1 : 0;
            var isLastOfScore = place + 1 == order.Count || scores[order[place + 1]] != scores[order[place]];
            if (isLastOfScore && value(right, place + 1, trues, order.Count) is var candidate && candidate >= best.Value)
            {
                best = (scores[order[place]], candidate);
            }
        }

        return best;
    }
}
