namespace PromptLsp.Models.Inference;

/// <summary>
/// Divides texts into batches of equal lengths under a budget of padded tokens: small batches stay in the processor's cache and waste little on padding.
/// </summary>
internal static class BatchPlanner
{
    /// <summary>The batches, longest texts first, so that the last ones to be computed are short.</summary>
    /// <param name="lengths">Tokens of each text.</param>
    /// <param name="paddedTokens">The most rows × columns of one batch; a longer text stands alone.</param>
    /// <param name="maxTexts">The most texts of one batch.</param>
    /// <returns>Numbers of texts; every text once.</returns>
    public static IReadOnlyList<ArraySegment<int>> Plan(IReadOnlyList<int> lengths, int paddedTokens, int maxTexts)
    {
        var order = new int[lengths.Count];
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
        }

        Array.Sort(order, (left, right) => lengths[left] != lengths[right] ? lengths[right].CompareTo(lengths[left]) : left.CompareTo(right));
        var batches = new List<ArraySegment<int>>();
        for (var start = 0; start < order.Length;)
        {
            var columns = Math.Max(1, lengths[order[start]]);
            var rows = Math.Min(Math.Min(Math.Max(1, paddedTokens / columns), maxTexts), order.Length - start);
            batches.Add(new ArraySegment<int>(order, start, rows));
            start += rows;
        }

        return batches;
    }
}
