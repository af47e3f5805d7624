using System.Text.Json;
using System.Text.RegularExpressions;
using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.JavaScript;
using PromptLsp.Evaluation.JsonSchema;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Assertions about the output's text.</summary>
internal static class TextJudge
{
    private const int ExcerptLength = 300;

    /// <summary>Judges one.</summary>
    public static Outcome Judge(string output, Assertion assertion) => assertion.Kind switch
    {
        AssertionKind.Equals => JudgeEquals(output, assertion),
        AssertionKind.Regex => JudgeRegex(output, assertion),
        AssertionKind.ContainsAll or AssertionKind.IContainsAll or AssertionKind.ContainsAny or AssertionKind.IContainsAny => JudgeList(output, assertion),
        _ => JudgePlain(output, assertion),
    };

    /// <summary>The outcome of something that holds or does not, with the assertion's <c>not-</c> applied.</summary>
    public static Outcome Decide(bool holds, Assertion assertion, string phrase) =>
        holds != assertion.Negated ? Outcome.Pass : Outcome.Fail($"Expected output to {(assertion.Negated ? "not " : "")}{phrase}");

    private static Outcome JudgePlain(string output, Assertion assertion)
    {
        var value = JsonTexts.ToText(assertion.Value!.Value);
        var (holds, verb) = assertion.Kind switch
        {
            AssertionKind.IContains => (JsText.ToLower(output).Contains(JsText.ToLower(value), StringComparison.Ordinal), "contain"),
            AssertionKind.StartsWith => (output.StartsWith(value, StringComparison.Ordinal), "start with"),
            AssertionKind.EndsWith => (output.EndsWith(value, StringComparison.Ordinal), "end with"),
            _ => (output.Contains(value, StringComparison.Ordinal), "contain"),
        };
        return Decide(holds, assertion, $"{verb} \"{Excerpt.Of(value, ExcerptLength)}\"");
    }

    private static Outcome JudgeEquals(string output, Assertion assertion)
    {
        var value = assertion.Value!.Value;
        var holds = value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? JsonTexts.TryParse(output) is { } json && JsonEquality.AreEqual(json, value)
            : output == JsonTexts.ToText(value);
        if (holds != assertion.Negated)
        {
            return Outcome.Pass;
        }

        var expected = Excerpt.Of(JsonTexts.ToText(value), ExcerptLength);
        return Outcome.Fail($"Expected output \"{Excerpt.Of(output, ExcerptLength)}\" to {(assertion.Negated ? "not " : "")}equal \"{expected}\"");
    }

    private static Outcome JudgeRegex(string output, Assertion assertion)
    {
        var pattern = JsonTexts.StringOf(assertion.Value!.Value);
        try
        {
            return Decide(JsRegex.Compile(pattern).IsMatch(output), assertion, $"match regex \"{Excerpt.Of(pattern, ExcerptLength)}\"");
        }
        catch (JsRegexSyntaxException error)
        {
            return Outcome.Fail($"Invalid regex pattern \"{Excerpt.Of(pattern, ExcerptLength)}\": {error.Message}");
        }
        catch (RegexMatchTimeoutException)
        {
            return Outcome.Unmeasured(
                $"The regex \"{Excerpt.Of(pattern, ExcerptLength)}\" was stopped at its time limit of {JsRegex.MatchLimit.TotalSeconds:0.#} s on this output of {output.Length} characters. Make the pattern simpler: nested repetitions such as (a+)+ take time that doubles with each character.");
        }
    }

    private static Outcome JudgeList(string output, Assertion assertion)
    {
        var (values, problem) = ValueRules.TextsOf(assertion.Value!.Value);
        if (problem is not null)
        {
            return Outcome.Error($"{assertion.Type}: {problem}");
        }

        var ignoreCase = assertion.Kind is AssertionKind.IContainsAll or AssertionKind.IContainsAny;
        var text = ignoreCase ? JsText.ToLower(output) : output;
        var missing = values.Where(value => !text.Contains(ignoreCase ? JsText.ToLower(value) : value, StringComparison.Ordinal)).ToList();
        var listed = Excerpt.Of(string.Join(", ", values), ExcerptLength);
        return assertion.Kind is AssertionKind.ContainsAny or AssertionKind.IContainsAny
            ? Decide(missing.Count < values.Count, assertion, $"contain one of \"{listed}\"")
            : Decide(missing.Count == 0, assertion, $"contain all of [{listed}]. Missing: [{Excerpt.Of(string.Join(", ", missing), ExcerptLength)}]");
    }
}
