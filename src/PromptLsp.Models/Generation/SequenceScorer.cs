namespace PromptLsp.Models.Generation;

/// <summary>Adds up the log-probabilities of a text's tokens.</summary>
/// <param name="graph">The model; not owned.</param>
internal sealed class SequenceScorer(CausalGraph graph)
{
    /// <summary>The score of a text.</summary>
    /// <param name="ids">Its tokens.</param>
    /// <param name="window">Its windows; positions begin at 0 in each.</param>
    /// <param name="cancellationToken">Ends the run under way.</param>
    public SequenceScore Score(int[] ids, ScoringWindow window, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        var scored = 1;
        for (var start = 0; scored < ids.Length; start += window.Stride)
        {
            var end = Math.Min(start + window.Length, ids.Length);
            sum += ScoreWindow(ids, start, end, scored, cancellationToken);
            scored = end;
        }

        return new SequenceScore(ids.Length, sum);
    }

    private double ScoreWindow(int[] ids, int start, int end, int firstScored, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        using var sequence = new CausalSequence(graph);

        // Nothing is predicted from the last token of a window.
        sequence.Append(ids.AsSpan(start..(end - 1)), (row, logits) =>
        {
            var predicted = start + row + 1;
            sum += predicted < firstScored ? 0 : logits[ids[predicted]] - LogProbabilities.LogSum(logits);
        }, cancellationToken);
        return sum;
    }
}
