using System.Collections.Immutable;
using PromptLsp.Core.Classification;

namespace PromptLsp.Models.Classification;

/// <summary>Decides for a label.</summary>
internal static class LabelDecision
{
    /// <summary>The highest score decides.</summary>
    public static IReadOnlyDictionary<string, double> NoThresholds { get; } = new Dictionary<string, double>();

    /// <summary>
    /// The surest label that reaches its threshold; where none does, the surest of those without one; where all have one, the surest of all. Without thresholds
    /// the highest score decides, of equal ones the first.
    /// </summary>
    /// <param name="labels">The labels.</param>
    /// <param name="scores">One a label.</param>
    /// <param name="thresholds">The score from which a label counts.</param>
    public static TextClassification Decide(IReadOnlyList<string> labels, ReadOnlySpan<float> scores, IReadOnlyDictionary<string, double> thresholds)
    {
        var best = 0;
        var bestRank = -1;
        var entries = ImmutableArray.CreateBuilder<LabelScore>(labels.Count);
        for (var label = 0; label < labels.Count; label++)
        {
            entries.Add(new LabelScore(labels[label], scores[label]));
            var rank = !thresholds.TryGetValue(labels[label], out var threshold) ? 1 : scores[label] >= threshold ? 2 : 0;
            if (rank > bestRank || (rank == bestRank && scores[label] > scores[best]))
            {
                (best, bestRank) = (label, rank);
            }
        }

        return new TextClassification(labels[best], scores[best], entries.MoveToImmutable());
    }
}
