using System.Collections.Immutable;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>What a type's threshold means.</summary>
public enum ThresholdRule
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>A number from 0 that must be given.</summary>
    Required,

    /// <summary>A number from 0; there is a default.</summary>
    FromZero,

    /// <summary>A number from 0 to 1; there is a default.</summary>
    Fraction,
}

/// <summary>A type of assertion.</summary>
/// <param name="Name">As written in suites, without <c>not-</c>.</param>
/// <param name="Kind">What it looks at.</param>
/// <param name="Threshold">What its threshold means.</param>
/// <param name="Description">One sentence for completion lists and hovers.</param>
public sealed record AssertionType(string Name, AssertionKind Kind, ThresholdRule Threshold, string Description);

/// <summary>The types of assertions. Each but <c>assert-set</c> has a <c>not-</c> form.</summary>
public static class AssertionTypes
{
    /// <summary>The prefix that turns an assertion round.</summary>
    public const string NotPrefix = "not-";

    /// <summary>Least cosine similarity where a suite is silent.</summary>
    public const double DefaultSimilarity = 0.75;

    /// <summary>Greatest edit distance where a suite is silent.</summary>
    public const double DefaultDistance = 5;

    private static readonly string[] _notHere =
    [
        "answer-relevance", "bleu", "classifier", "contains-html", "contains-sql", "contains-xml", "context-faithfulness", "context-recall",
        "context-relevance", "conversation-relevance", "eval", "factuality", "fn", "g-eval", "gleu", "grade", "guardrails", "human", "is-html",
        "is-refusal", "is-sql", "is-valid-function-call", "is-valid-openai-function-call", "is-valid-openai-tools-call", "is-xml", "javascript",
        "llm-rubric", "max-score", "meteor", "model-graded-closedqa", "model-graded-factuality", "moderation", "perplexity", "perplexity-score",
        "pi", "python", "rouge-l", "rouge-n", "ruby", "search-rubric", "select-best", "similar:dot", "similar:euclidean", "skill-used",
        "tool-call-f1", "trace-error-spans", "trace-span-count", "trace-span-duration", "trajectory:goal-success", "trajectory:step-count",
        "trajectory:tool-args-match", "trajectory:tool-sequence", "trajectory:tool-used", "webhook",
    ];

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

    /// <summary>True for a type of promptfoo that is not evaluated here.</summary>
    public static bool IsKnownElsewhere(string name) =>
        Array.IndexOf(_notHere, name.StartsWith(NotPrefix, StringComparison.Ordinal) ? name[NotPrefix.Length..] : name) >= 0;

    /// <summary>The sentence for a type that <see cref="Find"/> does not know.</summary>
    public static string DescribeUnknown(string name)
    {
        if (IsKnownElsewhere(name))
        {
            return $"The assertion type \"{name}\" is not supported in this version. Supported are {string.Join(", ", All.Select(type => type.Name))}, each also with not-.";
        }

        return Nearest(name) is { } near
            ? $"Unknown assertion type \"{Excerpt.Of(name, 60)}\": did you mean \"{near}\"?"
            : $"Unknown assertion type \"{Excerpt.Of(name, 60)}\". Known are {string.Join(", ", All.Select(type => type.Name))}, each also with not-.";
    }

    /// <summary>The name that was meant, of the types here and elsewhere; null where none is near.</summary>
    internal static string? Nearest(string name) =>
        NearestName.Find(name, Names) ?? NearestName.Find(name, _notHere);
}
