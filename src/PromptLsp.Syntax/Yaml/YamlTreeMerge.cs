namespace PromptLsp.Syntax.Yaml;

/// <summary>Puts together what two readings of a broken text gave.</summary>
internal static class YamlTreeMerge
{
    /// <summary>The nodes of <paramref name="first"/>, and of <paramref name="second"/> the entries that the first reading did not reach.</summary>
    public static YamlNode? Merge(YamlNode? first, YamlNode? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        return first is YamlMapping known && second is YamlMapping more ? MergeMappings(known, more) : Richer(first, second);
    }

    private static YamlMapping MergeMappings(YamlMapping first, YamlMapping second)
    {
        var entries = first.Entries.ToBuilder();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            places[entries[i].Key.Value] = i;
        }

        foreach (var entry in second.Entries)
        {
            if (!places.TryGetValue(entry.Key.Value, out var place))
            {
                places.Add(entry.Key.Value, entries.Count);
                entries.Add(entry);
            }
            else if (entries[place].Key.Span == entry.Key.Span)
            {
                entries[place] = new YamlEntry(entry.Key, Merge(entries[place].Value, entry.Value)!);
            }
        }

        entries.Sort((left, right) => left.Key.Span.Start.CompareTo(right.Key.Span.Start));
        var start = Math.Min(first.Span.Start, second.Span.Start);
        return new YamlMapping(entries.ToImmutable(), new Text.TextSpan(start, Math.Max(first.Span.End, second.Span.End)));
    }

    /// <summary>An empty scalar stands for a value that was not reached; a longer sequence was read further.</summary>
    private static YamlNode Richer(YamlNode first, YamlNode second) => (first, second) switch
    {
        (YamlScalar { Value.Length: 0 }, not YamlScalar) => second,
        (YamlSequence known, YamlSequence more) when more.Items.Length > known.Items.Length => second,
        _ => first,
    };
}
