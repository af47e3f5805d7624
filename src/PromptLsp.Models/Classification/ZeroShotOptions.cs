namespace PromptLsp.Models.Classification;

/// <summary>How labels that no model was trained for are given.</summary>
/// <param name="Labels">The labels: at least one, each once, none empty.</param>
public sealed record ZeroShotOptions(IReadOnlyList<string> Labels)
{
    /// <summary>The sentence that a label stands in, <c>{}</c> being its place; null for the usual one: <c>This example is {}.</c> for an NLI model, the label alone for embeddings.</summary>
    public string? Template { get; init; }

    /// <summary>True where each label counts by itself; false where they exclude each other and the scores add up to 1.</summary>
    public bool IsMultiLabel { get; init; }

    /// <summary>The sentence of each label.</summary>
    /// <param name="usual">The template where none is given.</param>
    /// <exception cref="ArgumentException">There are no labels, one is empty or there twice, or the template has no place for them.</exception>
    internal string[] Sentences(string usual)
    {
        if (Labels.Count == 0 || Labels.Any(string.IsNullOrWhiteSpace) || Labels.Distinct(StringComparer.Ordinal).Count() != Labels.Count)
        {
            throw new ArgumentException("Labels must be given, each once and none empty.", nameof(usual));
        }

        var template = Template ?? usual;
        return template.Contains("{}", StringComparison.Ordinal)
            ? [.. Labels.Select(label => template.Replace("{}", label, StringComparison.Ordinal))]
            : throw new ArgumentException($"The template \"{template}\" has no {{}} where a label could stand.", nameof(usual));
    }
}
