using System.Collections.Immutable;

namespace PromptLsp.Core.Classification;

/// <summary>What a classifier says of one text.</summary>
/// <param name="Label">The label it decides for: the one of the highest score, unless the classifier has a threshold of its own.</param>
/// <param name="Score">The score of <paramref name="Label"/>, 0..1.</param>
/// <param name="Scores">Every label with its score, in the classifier's order; they sum to 1 unless the labels are independent of each other.</param>
public sealed record TextClassification(string Label, double Score, ImmutableArray<LabelScore> Scores)
{
    /// <summary>The score of a label, exactly as written; null where the classifier has no such label.</summary>
    public double? ScoreOf(string label)
    {
        foreach (var entry in Scores)
        {
            if (string.Equals(entry.Label, label, StringComparison.Ordinal))
            {
                return entry.Score;
            }
        }

        return null;
    }
}

/// <summary>A label and how likely it is.</summary>
/// <param name="Label">The label.</param>
/// <param name="Score">0..1.</param>
public readonly record struct LabelScore(string Label, double Score);
