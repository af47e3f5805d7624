namespace PromptLsp.Evaluation.Texts;

/// <summary>Levenshtein's distance over UTF-16 code units.</summary>
internal static class EditDistance
{
    /// <summary>
    /// The distance where it is at most <paramref name="limit"/>, else null. Only the band that can stay within the limit is computed
    /// (Ukkonen 1985): time is the shorter length times the limit.
    /// </summary>
    public static int? Measure(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit, CancellationToken cancellationToken = default)
    {
        if (limit < 0 || Math.Abs(left.Length - right.Length) > limit)
        {
            return null;
        }

        limit = Math.Min(limit, Math.Max(left.Length, right.Length));
        const int far = int.MaxValue / 2;
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j <= limit ? j : far;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = Math.Max(1, i - limit);
            var to = Math.Min(right.Length, i + limit);
            current[from - 1] = from == 1 ? i : far;
            for (var j = from; j <= to; j++)
            {
                var substituted = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                var above = j <= i - 1 + limit ? previous[j] : far;
                current[j] = Math.Min(substituted, Math.Min(above, current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length] <= limit ? previous[right.Length] : null;
    }
}
