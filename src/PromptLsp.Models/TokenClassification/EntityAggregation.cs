namespace PromptLsp.Models.TokenClassification;

/// <summary>How the labels of tokens become entities; the names and meanings are those of the transformers library.</summary>
public enum EntityAggregation
{
    /// <summary>Each token that has a label is an entity of its own, under its full label (<c>B-person</c>).</summary>
    None,

    /// <summary>Neighbouring tokens of one kind are one entity, even inside a word.</summary>
    Simple,

    /// <summary>A word has the label of its first token.</summary>
    First,

    /// <summary>A word has the label of the highest mean score over its tokens.</summary>
    Average,

    /// <summary>A word has the label of its surest token.</summary>
    Max,
}

/// <summary>The spelling of <see cref="EntityAggregation"/> on the command line.</summary>
public static class EntityAggregations
{
    private static readonly (string Name, EntityAggregation Aggregation)[] _names =
    [
        ("none", EntityAggregation.None),
        ("simple", EntityAggregation.Simple),
        ("first", EntityAggregation.First),
        ("average", EntityAggregation.Average),
        ("max", EntityAggregation.Max),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _names.Select(entry => entry.Name)];

    /// <summary>The aggregation of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static EntityAggregation Parse(string name) => Array.Find(_names, entry => entry.Name == name) is { Name: not null } found
        ? found.Aggregation
        : throw new ArgumentException($"There is no aggregation '{name}': {string.Join(", ", Names)}.", nameof(name));
}
