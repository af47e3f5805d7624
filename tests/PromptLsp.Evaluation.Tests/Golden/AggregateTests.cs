using System.Text.Json;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Tests.Golden;

/// <summary>Several assertions together, against the recorded verdicts.</summary>
public sealed class AggregateTests
{
    /// <summary>Where we differ on purpose: verdict and score here, and why.</summary>
    private static readonly Dictionary<string, (string Verdict, double Score, string Reason)> _exceptions = new()
    {
        ["sa08"] = ("error", 0, "threshold 0 passes everything there (a listed fault)"),
        ["sa10"] = ("error", 0, "a threshold above 1 can never pass (a listed fault)"),
        ["sa11"] = ("error", 0, "a negative threshold passes everything there (a listed fault)"),
        ["sa12"] = ("pass", 0.5, "a threshold written as text is ignored there (a listed fault)"),
        ["sa17"] = ("pass", 1, "with weights of 0 only, nothing counts: score 1 as without assertions (a listed fault)"),
        ["sa18"] = ("pass", 1, "with weights of 0 only, nothing counts (a listed fault)"),
        ["sa19"] = ("error", 1, "a negative weight is an error (scores above 1 are a listed fault)"),
        ["sa21"] = ("error", 1, "gleu is not judged in this version"),
        ["sa22"] = ("pass", 1, "gleu is not judged in this version; the other half alone reaches the threshold"),
        ["sa26"] = ("pass", 1, "an undefined name in a metric stays as text"),
        ["sa28"] = ("error", 1, "gleu is not judged in this version"),
        ["sa35"] = ("pass", 1, "a set of weight 0 counts for nothing (a listed fault)"),
        ["sa41"] = ("error", 1, "an empty set is an error (that it passes with score 0 is a listed fault)"),
        ["sa42"] = ("error", 0, "an empty set is an error (that it passes with score 0 is a listed fault)"),
        ["sa48"] = ("error", 1, "select-best is not judged in this version and not skipped in silence"),
        ["sa49"] = ("error", 1, "max-score is not judged in this version and not skipped in silence"),
    };

    [Fact]
    public async Task VerdictsScoresAndNamedScoresAreThoseOfPromptfoo()
    {
        var wrong = new List<string>();
        foreach (var line in PromptfooReference.Lines("aggregate.jsonl"))
        {
            var id = line.GetProperty("id").GetString()!;
            var judgement = await JudgeAsync(line);
            var expected = line.GetProperty("expected");
            var isError = expected.TryGetProperty("error", out _);
            var verdict = isError ? "error" : expected.GetProperty("pass").GetBoolean() ? "pass" : "fail";
            var score = isError ? judgement.Score : expected.GetProperty("score").GetDouble();
            var isException = _exceptions.TryGetValue(id, out var exception);
            if (isException)
            {
                (verdict, score) = (exception.Verdict, exception.Score);
            }
            else if (!isError)
            {
                Compare(id, judgement, expected, wrong);
            }

            if (judgement.Verdict.ToString().ToLowerInvariant() != verdict || Math.Abs(judgement.Score - score) > 1e-9)
            {
                wrong.Add($"{id}: expected {verdict} {score}, got {judgement.Verdict} {judgement.Score} {judgement.Reason}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static void Compare(string id, Judgement judgement, JsonElement expected, List<string> wrong)
    {
        var named = expected.GetProperty("named_scores").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetDouble());
        if (named.Count != judgement.NamedScores.Count || named.Any(pair => Math.Abs(judgement.NamedScores.GetValueOrDefault(pair.Key, -9) - pair.Value) > 1e-9))
        {
            wrong.Add($"{id}: named scores {string.Join(", ", judgement.NamedScores)}");
        }

        var components = expected.GetProperty("components").EnumerateArray().Select(part => part.GetProperty("type").GetString());
        if (!components.SequenceEqual(judgement.Assertions.Select(record => record.Type)))
        {
            wrong.Add($"{id}: components {string.Join(", ", judgement.Assertions.Select(record => record.Type))}");
        }
    }

    private static async Task<Judgement> JudgeAsync(JsonElement line)
    {
        var reader = new AssertionReader(new ValueFiles(null, ""), []);
        var assertions = reader.ReadAll(line.GetProperty("assert").EnumerateArray().Select((item, index) => (item, $"/assert/{index}")));
        double? threshold = line.TryGetProperty("threshold", out var given) && given.ValueKind != JsonValueKind.Null
            ? given.ValueKind == JsonValueKind.Number ? given.GetDouble() : JsNumber.TryParse(given.GetString()!, out var number) ? number : null
            : null;
        var answer = new AnswerUnderTest { Output = line.GetProperty("output").GetString()!, Variables = PromptfooReference.VariablesOf(line) };
        return await new AssertionJudge(JudgeModels.None).JudgeAsync(answer, assertions, threshold, TestContext.Current.CancellationToken);
    }
}
