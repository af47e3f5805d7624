namespace PromptLsp.Core.Recognition;

/// <summary>
/// Finds personal data and secrets by form and checksum. Every detector looks at a bounded piece of text around a sign (an @, a digit, a prefix), so time is
/// linear in the text whatever it holds. Names and addresses of people are not found this way: that takes a model.
/// </summary>
public static class EntityRecognizer
{
    /// <summary>All entities of a text in order, none inside another; where two overlap, the one that tells more is kept: a secret, then the longer one.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="cancellationToken">Stops between the detectors.</param>
    public static IReadOnlyList<RecognizedEntity> Find(ReadOnlySpan<char> text, CancellationToken cancellationToken = default)
    {
        var found = new List<RecognizedEntity>();
        SecretDetector.Scan(text, found);
        cancellationToken.ThrowIfCancellationRequested();
        UrlCredentialDetector.Scan(text, found);
        EmailDetector.Scan(text, found);
        cancellationToken.ThrowIfCancellationRequested();
        IbanDetector.Scan(text, found);
        IpAddressDetector.Scan(text, found);
        cancellationToken.ThrowIfCancellationRequested();
        NumberDetector.Scan(text, found);
        return found.Count < 2 ? found : WithoutOverlaps(found);
    }

    private static List<RecognizedEntity> WithoutOverlaps(List<RecognizedEntity> found)
    {
        found.Sort(ByRank);
        var kept = new SortedList<int, RecognizedEntity>();
        foreach (var entity in found)
        {
            var place = FirstNotBefore(kept.Keys, entity.Start);
            var overlaps = (place < kept.Count && kept.Values[place].Start < entity.End) || (place > 0 && kept.Values[place - 1].End > entity.Start);
            if (!overlaps)
            {
                kept.Add(entity.Start, entity);
            }
        }

        return [.. kept.Values];
    }

    private static int ByRank(RecognizedEntity left, RecognizedEntity right)
    {
        var bySecret = EntityKinds.IsSecret(right.Kind).CompareTo(EntityKinds.IsSecret(left.Kind));
        var byLength = bySecret != 0 ? bySecret : right.Length.CompareTo(left.Length);
        var byStart = byLength != 0 ? byLength : left.Start.CompareTo(right.Start);
        return byStart != 0 ? byStart : left.Kind.CompareTo(right.Kind);
    }

    private static int FirstNotBefore(IList<int> starts, int start)
    {
        var (low, high) = (0, starts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = starts[middle] < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
