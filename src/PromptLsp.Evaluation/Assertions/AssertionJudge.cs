using System.Collections.Immutable;
using System.Text.Json;
using PromptLsp.Core.Assertions;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Judges answers. Safe for concurrent callers.</summary>
/// <param name="models">The local models; not owned.</param>
public sealed class AssertionJudge(JudgeModels models)
{
    private static readonly Outcome _noOutput = Outcome.Unmeasured("There is no output to judge.");
    private readonly SimilarityJudge _similarity = new(models.Embeddings);
    private readonly ClassifierJudge _classifiers = new(models.Classifiers);
    private readonly PerplexityJudge _perplexity = new(models.Scorer);
    private readonly PersonalDataJudge _personalData = new(models.Classifiers);

    /// <summary>Judges one answer by all assertions; one that cannot be judged leaves the others their verdicts.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="assertions">What is asserted.</param>
    /// <param name="threshold">The score from which the test passes; null: all assertions must pass.</param>
    /// <param name="cancellationToken">Stops the judging.</param>
    public async Task<Judgement> JudgeAsync(
        AnswerUnderTest answer, ImmutableArray<Assertion> assertions, double? threshold, CancellationToken cancellationToken)
    {
        var records = ImmutableArray.CreateBuilder<AssertionRecord>();
        var parts = new List<(Outcome, double)>();
        foreach (var assertion in assertions)
        {
            parts.Add((await JudgeOneAsync(answer, assertion, records, cancellationToken), assertion.Weight));
        }

        var outcome = threshold is not null and not (> 0 and <= 1)
            ? Outcome.Error("The threshold of a test must lie above 0 and be at most 1.")
            : Aggregation.Combine(parts, threshold);
        return new Judgement(outcome.Verdict, outcome.Score, outcome.Reason, records.ToImmutable(), NamedScores(records));
    }

    private static ImmutableSortedDictionary<string, double> NamedScores(IEnumerable<AssertionRecord> records) =>
        records
            .Where(record => !string.IsNullOrEmpty(record.Metric) && record.Verdict is Verdict.Pass or Verdict.Fail)
            .GroupBy(record => record.Metric!)
            .ToImmutableSortedDictionary(group => group.Key, group => Mean([.. group]), StringComparer.Ordinal);

    private static double Mean(List<AssertionRecord> records)
    {
        var total = records.Sum(record => record.Weight);
        return total > 0 ? records.Sum(record => record.Score * record.Weight) / total : records.Average(record => record.Score);
    }

    private async Task<Outcome> JudgeOneAsync(
        AnswerUnderTest answer, Assertion assertion, ImmutableArray<AssertionRecord>.Builder records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (assertion.Kind == AssertionKind.Set && assertion.Defect is null)
        {
            return await JudgeSetAsync(answer, assertion, records, cancellationToken);
        }

        var (outcome, value) = await JudgeValueAsync(answer, assertion, cancellationToken);
        records.Add(Record(answer, assertion, outcome, value));
        return outcome;
    }

    private async Task<Outcome> JudgeSetAsync(
        AnswerUnderTest answer, Assertion set, ImmutableArray<AssertionRecord>.Builder records, CancellationToken cancellationToken)
    {
        var place = records.Count;
        var parts = new List<(Outcome, double)>();
        foreach (var member in set.Members)
        {
            parts.Add((await JudgeOneAsync(answer, member, records, cancellationToken), member.Weight));
        }

        var outcome = Aggregation.Combine(parts, set.Threshold);
        records.Insert(place, Record(answer, set, outcome, null));
        return outcome;
    }

    private static AssertionRecord Record(AnswerUnderTest answer, Assertion assertion, Outcome outcome, JsonElement? value)
    {
        var metric = assertion.Metric is { } name ? VariableReferences.Replace(name, answer.Variables) : null;
        var text = value is { } given ? JsonTexts.ToText(given) : "";
        return new AssertionRecord(assertion.Type, text, outcome.Verdict, outcome.Score, assertion.Weight, metric, outcome.Reason);
    }

    private async Task<(Outcome Outcome, JsonElement? Value)> JudgeValueAsync(
        AnswerUnderTest answer, Assertion assertion, CancellationToken cancellationToken)
    {
        if (assertion.Defect is { } defect)
        {
            return (Outcome.Error(defect), assertion.Value);
        }

        if (assertion.HasReferences)
        {
            var escape = assertion.Kind == AssertionKind.Regex ? JsRegex.Escape : (Func<string, string>?)null;
            var expected = assertion.Kind is AssertionKind.IsJson or AssertionKind.ContainsJson ? ValueRules.SchemaOf(assertion.Value) : assertion.Value;
            var value = VariableReferences.Replace(expected!.Value, answer.Variables, escape);
            if (ValueRules.Problem(assertion.Type, assertion.Kind, value) is { } problem)
            {
                return (Outcome.Error(problem), value);
            }

            assertion = assertion with { Value = value, Schema = assertion.Kind is AssertionKind.IsJson or AssertionKind.ContainsJson ? ValueRules.SchemaOf(value) : null };
        }

        return (await JudgeKindAsync(answer, assertion, cancellationToken), assertion.Value);
    }

    private async Task<Outcome> JudgeKindAsync(AnswerUnderTest answer, Assertion assertion, CancellationToken cancellationToken) => assertion.Kind switch
    {
        AssertionKind.Similar => await _similarity.JudgeAsync(answer.Output, assertion, cancellationToken),
        AssertionKind.Classifier => await _classifiers.JudgeLabelAsync(answer.Output, assertion, cancellationToken),
        AssertionKind.Entities => await _classifiers.JudgeEntitiesAsync(answer.Output, assertion, cancellationToken),
        AssertionKind.Perplexity or AssertionKind.PerplexityScore => await _perplexity.JudgeAsync(answer, assertion, cancellationToken),
        AssertionKind.PersonalData => await _personalData.JudgeAsync(answer.Output, assertion, cancellationToken),
        AssertionKind.Refusal => RefusalJudge.Judge(answer.Output, assertion),
        AssertionKind.IsJson => JsonJudge.IsJson(answer.Output, assertion, cancellationToken),
        AssertionKind.ContainsJson => JsonJudge.ContainsJson(answer.Output, assertion, cancellationToken),
        AssertionKind.Latency or AssertionKind.Cost or AssertionKind.FinishReason => CallJudge.Judge(answer, assertion),
        AssertionKind.Levenshtein or AssertionKind.WordCount => TextMeasures.Judge(answer.Output, assertion, cancellationToken),
        AssertionKind.Set => _noOutput,
        _ => TextJudge.Judge(answer.Output, assertion),
    };
}
