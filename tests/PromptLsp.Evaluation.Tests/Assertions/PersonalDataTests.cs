using System.Text.Json;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Tests.Golden;

namespace PromptLsp.Evaluation.Tests.Assertions;

public sealed class PersonalDataTests
{
    [Theory]
    [InlineData("""{"type":"pii"}""", "write to jo@firm.se", Verdict.Pass)]
    [InlineData("""{"type":"pii"}""", "nothing here", Verdict.Fail)]
    [InlineData("""{"type":"not-pii"}""", "card 4539 1488 0343 6467", Verdict.Fail)]
    [InlineData("""{"type":"not-pii","value":["iban","email"]}""", "card 4539 1488 0343 6467", Verdict.Pass)]
    [InlineData("""{"type":"pii","value":"api-key"}""", "AKIAIOSFODNN7EXAMPL3", Verdict.Pass)]
    [InlineData("""{"type":"pii","value":"passport"}""", "x", Verdict.Error)]
    [InlineData("""{"type":"is-refusal"}""", "I'm unable to do that.", Verdict.Pass)]
    public async Task Verdicts(string assertion, string output, Verdict expected)
    {
        using var document = JsonDocument.Parse(assertion);
        using var folder = new TemporaryFolder();
        var assertions = new AssertionReader(new ValueFiles(new DiskFiles(folder.Path), folder.Path + "/suite"), []).ReadAll([(document.RootElement, "/assert/0")]);
        var judgement = await new AssertionJudge(JudgeModels.None).JudgeAsync(new AnswerUnderTest { Output = output }, assertions, null, TestContext.Current.CancellationToken);

        Assert.Equal(expected, judgement.Assertions[0].Verdict);
        Assert.DoesNotContain("firm.se", judgement.Assertions[0].Reason, StringComparison.Ordinal);
    }
}
