using System.Text.Json;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Reading;

namespace PromptLsp.Evaluation.Tests.Golden;

/// <summary>Each assertion alone, against the recorded verdicts.</summary>
public sealed class SingleAssertionTests
{
    /// <summary>Types judged here whose every recorded case is compared.</summary>
    private static readonly HashSet<string> _types = ["equals", "contains", "icontains", "contains-all", "contains-any", "icontains-all",
        "icontains-any", "starts-with", "regex", "is-json", "contains-json", "latency", "cost", "levenshtein", "word-count", "finish-reason", "is-refusal", "ends-with", "perplexity", "perplexity-score", "contians", "Equals"];

    /// <summary>Where we differ on purpose: the case, the verdict here, the reason.</summary>
    private static readonly Dictionary<string, (string Verdict, string Reason)> _exceptions = Exceptions.OfSingle();

    [Fact]
    public async Task VerdictsAreThoseOfPromptfoo()
    {
        var wrong = new List<string>();
        var compared = 0;
        var unused = new HashSet<string>(_exceptions.Keys);
        foreach (var line in PromptfooReference.Lines("single.jsonl"))
        {
            var type = line.GetProperty("assertion").GetProperty("type").GetString()!;
            var plain = type;
            while (plain.StartsWith("not-", StringComparison.Ordinal))
            {
                plain = plain[4..];
            }

            if (!_types.Contains(plain))
            {
                continue;
            }

            compared++;
            var id = line.GetProperty("id").GetString()!;
            var (verdict, score, reason) = await JudgeAsync(line);
            var expected = line.GetProperty("expected");
            var wanted = expected.TryGetProperty("error", out _) ? "error" : expected.GetProperty("pass").GetBoolean() ? "pass" : "fail";
            if (_exceptions.TryGetValue(id, out var exception))
            {
                unused.Remove(id);
                if (wanted == exception.Verdict)
                {
                    wrong.Add($"{id}: listed as an exception and is none");
                }

                wanted = exception.Verdict;
            }
            else if (wanted != "error" && Math.Abs(score - expected.GetProperty("score").GetDouble()) > 1e-9)
            {
                wrong.Add($"{id}: score {score}");
            }

            if (verdict != wanted)
            {
                wrong.Add($"{id} {line.GetProperty("assertion").GetRawText()} on {PromptfooReference.OutputOf(line)[..Math.Min(80, PromptfooReference.OutputOf(line).Length)]}: expected {wanted}, got {verdict}: {reason}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Empty(unused);
        Assert.True(compared > 480, $"compared {compared}");
    }

    private static async Task<(string Verdict, double Score, string Reason)> JudgeAsync(JsonElement line)
    {
        var root = Path.Combine(PromptfooReference.Folder, "files");
        var reader = new AssertionReader(new ValueFiles(new DiskFiles(root), root + "/suite"), []);
        var assertions = reader.ReadAll([(line.GetProperty("assertion"), "/assert/0")]);
        var answer = new AnswerUnderTest
        {
            Output = PromptfooReference.OutputOf(line),
            Variables = PromptfooReference.VariablesOf(line),
            LatencyMilliseconds = PromptfooReference.Number(line, "latency_ms"),
            CostUsd = PromptfooReference.Number(line, "response", "cost"),
            LogProbabilities = line.TryGetProperty("response", out var given) && given.TryGetProperty("logProbs", out var logs) ? [.. logs.EnumerateArray().Select(log => log.GetDouble())] : [],
            FinishReason = line.TryGetProperty("response", out var response) && response.TryGetProperty("finishReason", out var finish) ? finish.GetString() : null,
        };
        var judgement = await new AssertionJudge(JudgeModels.None).JudgeAsync(answer, assertions, null, TestContext.Current.CancellationToken);
        var record = judgement.Assertions[0];
        return (record.Verdict.ToString().ToLowerInvariant(), record.Score, record.Reason);
    }
}
