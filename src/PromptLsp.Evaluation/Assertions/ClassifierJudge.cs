using System.Globalization;
using System.Text.Json;
using PromptLsp.Core.Assertions;
using PromptLsp.Core.Classification;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Assertions that ask a local classifier: the label of the output, the entities in it.</summary>
internal sealed class ClassifierJudge(IClassifierProvider? classifiers)
{
    // As promptfoo: a score that is a rounding error below the threshold reaches it.
    private const double Tolerance = 1e-9;

    /// <summary>Judges by the score of a label; without one by the best score.</summary>
    public Task<Outcome> JudgeLabelAsync(string output, Assertion assertion, CancellationToken cancellationToken) => AskAsync(async provider =>
    {
        var classifier = await provider.GetTextClassifierAsync(assertion.ModelFolder ?? assertion.Model!, cancellationToken);
        var label = assertion.Value is { } value ? JsonTexts.StringOf(value) : null;
        if (label is not null && !classifier.Labels.Contains(label))
        {
            return Outcome.Error($"The model {classifier.Id} has no label \"{label}\". It has {string.Join(", ", classifier.Labels)}.");
        }

        var answer = (await classifier.ClassifyAsync([output], cancellationToken))[0];
        var score = label is null ? answer.Scores.Max(entry => entry.Score) : answer.ScoreOf(label) ?? 0;
        return Decide(score, assertion, AssertionTypes.DefaultClassifierScore, $"Label \"{label ?? answer.Label}\"");
    });

    /// <summary>Judges by the surest entity of one of the kinds; without kinds by the surest of all.</summary>
    public Task<Outcome> JudgeEntitiesAsync(string output, Assertion assertion, CancellationToken cancellationToken) => AskAsync(async provider =>
    {
        var finder = await provider.GetTokenClassifierAsync(assertion.ModelFolder ?? assertion.Model!, cancellationToken);
        var kinds = KindsOf(assertion.Value);
        if (kinds.FirstOrDefault(kind => !finder.Labels.Contains(kind)) is { } unknown)
        {
            return Outcome.Error($"The model {finder.Id} finds no \"{unknown}\". It finds {string.Join(", ", finder.Labels)}.");
        }

        var entities = (await finder.FindAsync([output], cancellationToken))[0];
        var surest = entities.Where(entity => kinds.Count == 0 || kinds.Contains(entity.Label)).MaxBy(entity => entity.Score);
        return Decide(
            surest?.Score ?? 0, assertion, AssertionTypes.DefaultEntityScore,
            surest is null ? $"No {(kinds.Count == 0 ? "entity" : string.Join(" or ", kinds))} was found:" : $"{surest.Label} \"{Texts.Excerpt.Of(surest.Text, 60)}\"");
    });

    private static IReadOnlyList<string> KindsOf(JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(JsonTexts.StringOf)],
        { } one => [JsonTexts.StringOf(one)],
    };

    private static Outcome Decide(double score, Assertion assertion, double defaultThreshold, string what)
    {
        var threshold = assertion.Threshold ?? defaultThreshold;
        var reaches = score >= threshold - Tolerance;
        var relation = reaches ? "is at least" : "is below";
        return new Outcome(
            reaches != assertion.Negated ? Verdict.Pass : Verdict.Fail,
            Math.Clamp(assertion.Negated ? 1 - score : score, 0, 1),
            string.Create(CultureInfo.InvariantCulture, $"{what} score {score:F4} {relation} threshold {JsNumber.ToText(threshold)}"));
    }

    private async Task<Outcome> AskAsync(Func<IClassifierProvider, Task<Outcome>> judge)
    {
        if (classifiers is null)
        {
            return Outcome.Unmeasured("There are no local classifiers here, so this cannot be measured.");
        }

        try
        {
            return await judge(classifiers);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Whatever the model behind the port threw: it is this assertion that cannot be judged, and the reason says why.
            return Outcome.Unmeasured($"The classifier failed, so this was not measured: {error.Message}");
        }
    }
}
