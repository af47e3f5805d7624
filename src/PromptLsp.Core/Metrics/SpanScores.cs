namespace PromptLsp.Core.Metrics;

/// <summary>A labelled run of tokens.</summary>
/// <param name="Start">First token.</param>
/// <param name="End">Last token, inclusive.</param>
/// <param name="Type">Its type.</param>
public readonly record struct TaggedSpan(int Start, int End, string Type);

/// <summary>Entities in tags with prefixes, by the rules of <c>conlleval</c> and of seqeval's default mode: B begins, E and S end, any other prefix goes on.</summary>
public static class SpanScores
{
    /// <summary>The entities of one sentence.</summary>
    /// <param name="tags">Tags such as <c>B-PER</c>, <c>I-PER</c>, <c>O</c>; a tag without hyphen loses its first letter, and <c>_</c> is the type where nothing is left.</param>
    public static IReadOnlyList<TaggedSpan> Read(IReadOnlyList<string> tags)
    {
        var spans = new List<TaggedSpan>();
        var (prefix, type, start) = ('O', "", 0);
        for (var index = 0; index <= tags.Count; index++)
        {
            var (nextPrefix, nextType) = index < tags.Count ? Split(tags[index]) : ('O', "");
            if (Ends(prefix, type, nextPrefix, nextType))
            {
                spans.Add(new TaggedSpan(start, index - 1, type));
            }

            if (Starts(prefix, type, nextPrefix, nextType))
            {
                start = index;
            }

            (prefix, type) = (nextPrefix, nextType);
        }

        return spans;
    }

    /// <summary>Precision, recall and F1 of found entities: one is right where start, end and type are. By type, ordered.</summary>
    /// <param name="truths">True entities of each sentence.</param>
    /// <param name="found">Found entities of each sentence.</param>
    public static IReadOnlyDictionary<string, ClassScores> ByType(IReadOnlyList<IReadOnlyList<TaggedSpan>> truths, IReadOnlyList<IReadOnlyList<TaggedSpan>> found)
    {
        var scores = new SortedDictionary<string, ClassScores>(StringComparer.Ordinal);
        foreach (var type in truths.Concat(found).SelectMany(spans => spans).Select(span => span.Type).Distinct())
        {
            scores[type] = Score(truths, found, span => span.Type == type);
        }

        return scores;
    }

    /// <summary>Precision, recall and F1 over all types together.</summary>
    /// <param name="truths">True entities of each sentence.</param>
    /// <param name="found">Found entities of each sentence.</param>
    public static ClassScores Micro(IReadOnlyList<IReadOnlyList<TaggedSpan>> truths, IReadOnlyList<IReadOnlyList<TaggedSpan>> found) =>
        Score(truths, found, _ => true);

    private static ClassScores Score(IReadOnlyList<IReadOnlyList<TaggedSpan>> truths, IReadOnlyList<IReadOnlyList<TaggedSpan>> found, Func<TaggedSpan, bool> counts)
    {
        long right = 0, all = 0, support = 0;
        for (var sentence = 0; sentence < truths.Count; sentence++)
        {
            var expected = truths[sentence].Where(counts).ToHashSet();
            var seen = found[sentence].Where(counts).ToHashSet();
            support += expected.Count;
            all += seen.Count;
            right += seen.Count(expected.Contains);
        }

        return ClassScores.Of(right, all, support);
    }

    private static (char Prefix, string Type) Split(string tag)
    {
        if (tag.Length == 0)
        {
            return ('O', "");
        }

        var hyphen = tag.IndexOf('-', StringComparison.Ordinal);
        var type = hyphen < 0 ? tag[1..] : tag[(hyphen + 1)..];
        return (tag[0], tag != "O" && type.Length == 0 ? "_" : type);
    }

    // conlleval: an entity ends at E and S, before B, S and O, or where the type changes.
    private static bool Ends(char prefix, string type, char nextPrefix, string nextType) =>
        prefix is 'E' or 'S'
        || (prefix is 'B' or 'I' && nextPrefix is 'B' or 'S' or 'O')
        || (prefix is not ('O' or '.') && type != nextType);

    private static bool Starts(char prefix, string type, char nextPrefix, string nextType) =>
        nextPrefix is 'B' or 'S'
        || (prefix is 'E' or 'S' or 'O' && nextPrefix is 'E' or 'I')
        || (nextPrefix is not ('O' or '.') && type != nextType);
}
