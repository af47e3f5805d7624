using System.Numerics.Tensors;

namespace PromptLsp.Models.TokenClassification;

/// <summary>
/// Makes entities of the scores of a text's tokens, as the token classification pipeline of the transformers library does: words first, then groups of
/// one kind, then the groups of <c>O</c> are dropped.
/// </summary>
internal static class EntityGrouping
{
    /// <summary>The entities of one window, by their start.</summary>
    /// <param name="tokens">The tokens in order, those around the text left out.</param>
    /// <param name="scheme">The labels.</param>
    /// <param name="aggregation">How.</param>
    public static List<LabelledSpan> Group(IReadOnlyList<TokenPrediction> tokens, TagScheme scheme, EntityAggregation aggregation)
    {
        var spans = aggregation is EntityAggregation.None or EntityAggregation.Simple
            ? [.. tokens.Select(token => Best(token.Scores.Span, token.Start, token.End))]
            : Words(tokens, aggregation);
        var groups = aggregation == EntityAggregation.None ? spans : Join(spans, scheme);
        groups.RemoveAll(group => scheme.IsOutside(group.Label));
        return groups;
    }

    /// <summary>
    /// The entities of overlapping windows: of entities that overlap the longer one stays, of equally long ones the surer. Their kinds are not compared.
    /// </summary>
    /// <param name="spans">The entities of all windows, window by window.</param>
    public static List<LabelledSpan> MergeWindows(IEnumerable<LabelledSpan> spans)
    {
        var merged = new List<LabelledSpan>();
        foreach (var span in spans.OrderBy(span => span.Start))
        {
            if (merged.Count == 0 || span.Start >= merged[^1].End)
            {
                merged.Add(span);
            }
            else if (IsBetter(span, merged[^1]))
            {
                merged[^1] = span;
            }
        }

        return merged;
    }

    private static bool IsBetter(LabelledSpan span, LabelledSpan other)
    {
        var (length, otherLength) = (span.End - span.Start, other.End - other.Start);
        return length > otherLength || (length == otherLength && span.Score > other.Score);
    }

    private static List<LabelledSpan> Words(IReadOnlyList<TokenPrediction> tokens, EntityAggregation aggregation)
    {
        var words = new List<LabelledSpan>();
        for (var first = 0; first < tokens.Count;)
        {
            var next = first + 1;
            while (next < tokens.Count && tokens[next].IsSubword)
            {
                next++;
            }

            words.Add(Word(tokens, first, next, aggregation));
            first = next;
        }

        return words;
    }

    private static LabelledSpan Word(IReadOnlyList<TokenPrediction> tokens, int first, int next, EntityAggregation aggregation)
    {
        var (start, end) = (tokens[first].Start, tokens[next - 1].End);
        switch (aggregation)
        {
            case EntityAggregation.First:
                return Best(tokens[first].Scores.Span, start, end);
            case EntityAggregation.Max:
                var surest = Enumerable.Range(first, next - first).MaxBy(index => TensorPrimitives.Max(tokens[index].Scores.Span));
                return Best(tokens[surest].Scores.Span, start, end);
            default:
                var mean = tokens[first].Scores.ToArray();
                for (var index = first + 1; index < next; index++)
                {
                    TensorPrimitives.Add(mean, tokens[index].Scores.Span, mean);
                }

                TensorPrimitives.Divide(mean, next - first, mean);
                return Best(mean, start, end);
        }
    }

    private static LabelledSpan Best(ReadOnlySpan<float> scores, int start, int end)
    {
        var best = TensorPrimitives.IndexOfMax(scores);
        return new LabelledSpan(best, scores[best], start, end);
    }

    private static List<LabelledSpan> Join(List<LabelledSpan> spans, TagScheme scheme)
    {
        var groups = new List<LabelledSpan>();
        for (var first = 0; first < spans.Count;)
        {
            var next = first + 1;
            var score = spans[first].Score;
            while (next < spans.Count && scheme.Continues(spans[next - 1].Label, spans[next].Label))
            {
                score += spans[next++].Score;
            }

            groups.Add(new LabelledSpan(spans[first].Label, score / (next - first), spans[first].Start, spans[next - 1].End));
            first = next;
        }

        return groups;
    }
}
