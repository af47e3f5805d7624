namespace PromptLsp.Syntax.Text;

/// <summary>Distances between words, for "did you mean".</summary>
public static class EditDistance
{
    /// <summary>
    /// The Damerau-Levenshtein distance in its restricted form (optimal string alignment): the least number of insertions, deletions,
    /// replacements and swaps of neighbours, no part being edited twice. Counted in UTF-16 code units.
    /// </summary>
    public static int Between(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        var beforeLast = new int[second.Length + 1];
        var last = new int[second.Length + 1];
        var current = new int[second.Length + 1];
        for (var j = 0; j <= second.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var cost = first[i - 1] == second[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(last[j] + 1, current[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    best = Math.Min(best, beforeLast[j - 2] + 1);
                }

                current[j] = best;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[second.Length];
    }

    /// <summary>
    /// The candidate that <paramref name="word"/> was probably meant to be, or null where none is near: at most one edit for words of
    /// up to three characters, two for up to eight, three beyond. Upper and lower case count as equal.
    /// </summary>
    public static Suggestion? Closest(string word, IEnumerable<string> candidates)
    {
        const int LongestWord = 200;
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        var limit = word.Length <= 3 ? 1 : word.Length <= 8 ? 2 : 3;
        var lower = word.ToLowerInvariant();
        Suggestion? best = null;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) > limit)
            {
                continue;
            }

            var distance = Between(lower, candidate.ToLowerInvariant());
            if (distance <= limit && distance < Math.Max(candidate.Length, word.Length))
            {
                best = best is null || distance < best.Distance ? new Suggestion(candidate, distance, IsUnique: true)
                    : distance == best.Distance && candidate != best.Word ? best with { IsUnique = false }
                    : best;
            }
        }

        return best;
    }
}

/// <summary>A word that another one was probably meant to be.</summary>
/// <param name="Word">The word.</param>
/// <param name="Distance">Edits between the two, upper and lower case being equal.</param>
/// <param name="IsUnique">True where no other candidate is as near.</param>
public sealed record Suggestion(string Word, int Distance, bool IsUnique)
{
    /// <summary>True where the suggestion is right beyond reasonable doubt, so that it may be applied without asking.</summary>
    public bool IsCertain => IsUnique && Distance <= 2 && Distance * 3 <= Math.Max(Word.Length, 3);
}
