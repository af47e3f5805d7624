using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Assertions that measure the output's text.</summary>
internal static class TextMeasures
{
    private const long MaxWork = 2_000_000_000;

    /// <summary>Judges one.</summary>
    public static Outcome Judge(string output, Assertion assertion, CancellationToken cancellationToken) =>
        assertion.Kind == AssertionKind.WordCount ? WordCount(output, assertion) : Levenshtein(output, assertion, cancellationToken);

    private static Outcome Levenshtein(string output, Assertion assertion, CancellationToken cancellationToken)
    {
        var expected = JsonTexts.StringOf(assertion.Value!.Value);
        var threshold = assertion.Threshold ?? AssertionTypes.DefaultDistance;
        var limit = (int)Math.Min(Math.Floor(threshold), Math.Max(output.Length, expected.Length));
        if (Math.Min(output.Length, expected.Length) * Math.Min((2L * limit) + 1, Math.Max(output.Length, expected.Length)) > MaxWork)
        {
            return Outcome.Unmeasured($"The edit distance of texts of {output.Length} and {expected.Length} characters with a threshold of {limit} takes too long to compute.");
        }

        var distance = EditDistance.Measure(output, expected, limit, cancellationToken);
        if (distance is null == assertion.Negated)
        {
            return Outcome.Pass;
        }

        return Outcome.Fail(distance is { } exact
            ? $"Levenshtein distance {exact} is less than or equal to threshold {JsNumber.ToText(threshold)}"
            : $"Levenshtein distance is greater than threshold {JsNumber.ToText(threshold)}");
    }

    private static Outcome WordCount(string output, Assertion assertion)
    {
        var (min, max, isExact) = ValueRules.WordCountOf(assertion.Value)!.Value;
        var count = JsText.CountWords(output);
        var holds = !(count < min) && !(count > max);
        if (holds != assertion.Negated)
        {
            return Outcome.Pass;
        }

        var expected = (min, max) switch
        {
            _ when isExact => JsNumber.ToText(min!.Value),
            (not null, not null) => $"between {JsNumber.ToText(min.Value)} and {JsNumber.ToText(max.Value)}",
            (not null, null) => $"at least {JsNumber.ToText(min.Value)}",
            _ => $"at most {JsNumber.ToText(max!.Value)}",
        };
        return Outcome.Fail($"Word count {count} {(assertion.Negated ? "should not be" : "should be")} {expected}");
    }
}
