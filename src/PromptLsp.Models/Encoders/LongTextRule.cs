namespace PromptLsp.Models.Encoders;

/// <summary>What a classifier does with a text that is longer than its model takes.</summary>
public enum LongTextRule
{
    /// <summary>Overlapping windows; each label's score is the mean over them, each weighted by the tokens it sees first.</summary>
    Mean,

    /// <summary>Overlapping windows; each label's score is its highest: what must not be anywhere is found wherever it stands.</summary>
    Max,

    /// <summary>Only the beginning counts.</summary>
    Truncate,
}

/// <summary>The spelling of <see cref="LongTextRule"/> on the command line.</summary>
public static class LongTextRules
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mean", "max", "truncate"];

    /// <summary>The rule of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static LongTextRule Parse(string name) => name switch
    {
        "mean" => LongTextRule.Mean,
        "max" => LongTextRule.Max,
        "truncate" => LongTextRule.Truncate,
        _ => throw new ArgumentException($"There is no rule '{name}' for long texts: {string.Join(", ", Names)}.", nameof(name)),
    };
}
