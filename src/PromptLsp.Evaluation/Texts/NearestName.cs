namespace PromptLsp.Evaluation.Texts;

/// <summary>Finds the name that somebody meant.</summary>
internal static class NearestName
{
    /// <summary>
    /// The name nearest to <paramref name="written"/> by edit distance (case ignored), or null where none is near: at most a third of its
    /// letters may differ. Ties go to the first.
    /// </summary>
    public static string? Find(string written, IEnumerable<string> names)
    {
        if (written.Length is 0 or > 60)
        {
            return null;
        }

        string? best = null;
        var bestDistance = Math.Max(1, (written.Length + 1) / 3) + 1;
        var lower = Fold(written);
        foreach (var name in names)
        {
            var distance = EditDistance.Measure(lower, Fold(name), bestDistance) ?? int.MaxValue;
            if (distance < bestDistance)
            {
                (best, bestDistance) = (name, distance);
            }
        }

        return best;
    }

    private static string Fold(string name) => name.ToLowerInvariant().Replace('_', '-');
}
