using System.Collections.Immutable;

namespace PromptLsp.Core.Assertions;

/// <summary>The types of assertions. Each but <c>assert-set</c> has a <c>not-</c> form.</summary>
public static class AssertionTypes
{
    /// <summary>The prefix that turns an assertion round.</summary>
    public const string NotPrefix = "not-";

    /// <summary>Least cosine similarity where a suite is silent.</summary>
    public const double DefaultSimilarity = 0.75;

    /// <summary>Greatest edit distance where a suite is silent.</summary>
    public const double DefaultDistance = 5;

    /// <summary>Least score of a classifier's label where a suite is silent.</summary>
    public const double DefaultClassifierScore = 1;

    /// <summary>Least score of an entity where a suite is silent.</summary>
    public const double DefaultEntityScore = 0.5;

    /// <summary>All types, in the order they are offered.</summary>
    public static ImmutableArray<AssertionType> All { get; } =
    [
        new("equals", AssertionKind.Equals, ThresholdRule.None, "The output is the value; a list or an object is compared as JSON."),
        new("contains", AssertionKind.Contains, ThresholdRule.None, "The value occurs in the output."),
        new("icontains", AssertionKind.IContains, ThresholdRule.None, "The value occurs in the output, whatever the case."),
        new("contains-all", AssertionKind.ContainsAll, ThresholdRule.None, "All values of a list occur in the output."),
        new("contains-any", AssertionKind.ContainsAny, ThresholdRule.None, "At least one value of a list occurs in the output."),
        new("icontains-all", AssertionKind.IContainsAll, ThresholdRule.None, "All values of a list occur in the output, whatever the case."),
        new("icontains-any", AssertionKind.IContainsAny, ThresholdRule.None, "At least one value of a list occurs in the output, whatever the case."),
        new("starts-with", AssertionKind.StartsWith, ThresholdRule.None, "The output begins with the value."),
        new("ends-with", AssertionKind.EndsWith, ThresholdRule.None, "The output ends with the value."),
        new("regex", AssertionKind.Regex, ThresholdRule.None, "A regular expression (JavaScript's, without flags) matches somewhere in the output."),
        new("is-json", AssertionKind.IsJson, ThresholdRule.None, "The output is JSON; with a value, it conforms to that JSON Schema."),
        new("contains-json", AssertionKind.ContainsJson, ThresholdRule.None, "A JSON object or list stands in the output; with a value, one conforms to that JSON Schema."),
        new("similar", AssertionKind.Similar, ThresholdRule.Fraction, "The output's embedding is near the value's: cosine similarity of at least the threshold (0.75)."),
        new("classifier", AssertionKind.Classifier, ThresholdRule.Fraction, "A local classifier gives the output the label `value` (without one: any) with a score of at least the threshold (1).", ModelRule.Required),
        new("ner", AssertionKind.Entities, ThresholdRule.Fraction, "A local model finds an entity in the output: of a kind that `value` lists (without one: any), with a score of at least the threshold (0.5).", ModelRule.Required),
        new("perplexity", AssertionKind.Perplexity, ThresholdRule.FromZero, "The output's perplexity, by the answer's log-probabilities or by the local language model `model`, is at most the threshold.", ModelRule.Optional),
        new("perplexity-score", AssertionKind.PerplexityScore, ThresholdRule.Fraction, "1 / (1 + perplexity) is at least the threshold.", ModelRule.Optional),
        new("pii", AssertionKind.PersonalData, ThresholdRule.None, "Personal data or a secret stands in the output: of a kind that `value` lists (email, phone, credit-card, iban, …; without one: any). With `model`, what that model of entities finds counts too.", ModelRule.Optional),
        new("is-refusal", AssertionKind.Refusal, ThresholdRule.None, "The output is empty or refuses to answer, by the phrases that models use in English."),
        new("latency", AssertionKind.Latency, ThresholdRule.Required, "The answer took at most `threshold` milliseconds."),
        new("cost", AssertionKind.Cost, ThresholdRule.Required, "The answer cost at most `threshold` US dollars."),
        new("levenshtein", AssertionKind.Levenshtein, ThresholdRule.FromZero, "The edit distance to the value is at most the threshold (5)."),
        new("word-count", AssertionKind.WordCount, ThresholdRule.None, "The output has so many words: a number, or {min, max}."),
        new("finish-reason", AssertionKind.FinishReason, ThresholdRule.None, "The model stopped for this reason, such as `stop` or `length`."),
        new("assert-set", AssertionKind.Set, ThresholdRule.Fraction, "Assertions that are judged as one, with a threshold and a weight of their own."),
    ];

    /// <summary>Every name that may stand in a suite, <c>not-</c> forms included.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. All.Select(type => type.Name), .. All.Where(type => type.Kind != AssertionKind.Set).Select(type => NotPrefix + type.Name)];

    /// <summary>The type that <paramref name="name"/> means, exactly as written, and whether it is turned round.</summary>
    public static (AssertionType Type, bool Negated)? Find(string name)
    {
        var negated = name.StartsWith(NotPrefix, StringComparison.Ordinal);
        var plain = negated ? name[NotPrefix.Length..] : name;
        plain = plain == "similar:cosine" ? "similar" : plain;
        var type = All.FirstOrDefault(type => type.Name == plain);
        return type is null || (negated && type.Kind == AssertionKind.Set) ? null : (type, negated);
    }
}
