using PromptLsp.Core.Assertions;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Assertions about the call.</summary>
internal static class CallJudge
{
    /// <summary>Judges one.</summary>
    public static Outcome Judge(AnswerUnderTest answer, Assertion assertion) => assertion.Kind switch
    {
        AssertionKind.Latency => AtMost(answer.LatencyMilliseconds, assertion, "Latency", " ms", "The latency of this answer is not known."),
        AssertionKind.Cost => AtMost(answer.CostUsd, assertion, "Cost", " USD", "The cost of this answer is not known: the model has no price in the catalogue. Add one under models: in promptlsp.yaml."),
        _ => FinishReason(answer.FinishReason, assertion),
    };

    private static Outcome AtMost(double? value, Assertion assertion, string name, string unit, string unknown)
    {
        if (value is not { } given)
        {
            return Outcome.Unmeasured(unknown);
        }

        var threshold = assertion.Threshold!.Value;
        if (given <= threshold != assertion.Negated)
        {
            return Outcome.Pass;
        }

        var relation = assertion.Negated ? "is less than or equal to" : "is greater than";
        return Outcome.Fail($"{name} {JsNumber.ToText(given)}{unit} {relation} threshold {JsNumber.ToText(threshold)}{unit}");
    }

    private static Outcome FinishReason(string? reason, Assertion assertion)
    {
        var expected = JsonTexts.StringOf(assertion.Value!.Value);
        if (reason is null)
        {
            return assertion.Negated ? Outcome.Pass : Outcome.Fail("The provider did not say why the model stopped");
        }

        var holds = JsText.ToLower(reason) == JsText.ToLower(expected);
        return holds != assertion.Negated
            ? Outcome.Pass
            : Outcome.Fail($"Expected finish reason {(assertion.Negated ? "not " : "")}\"{expected}\" but got \"{reason}\"");
    }
}
