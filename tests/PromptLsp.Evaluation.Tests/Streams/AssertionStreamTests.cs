using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Streams;

namespace PromptLsp.Evaluation.Tests.Streams;

public sealed class AssertionStreamTests
{
    private static async Task<(string[] Lines, AssertionStreamResult Result)> RunAsync(params string[] lines)
    {
        var output = new StringWriter { NewLine = "\n" };
        var stream = new AssertionStream(new AssertionJudge(JudgeModels.None), null, "");
        var result = await stream.RunAsync(new StringReader(string.Join('\n', lines)), output, TestContext.Current.CancellationToken);
        return (output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), result);
    }

    [Fact]
    public async Task LinesHaveTheDocumentedShape()
    {
        var (lines, result) = await RunAsync(
            """{"output":"The cat","assert":[{"type":"contains","value":"{{ animal }}","metric":"m"},{"type":"equals","value":"x","weight":0}],"vars":{"animal":"cat"}}""",
            "",
            """{"output":"x","assert":[{"type":"latency","threshold":5}]}""",
            """{"output":{"a":1.0},"assert":[{"type":"equals","value":"{\"a\":1}"}],"latency_ms":3}""");
        Assert.Equal(
            [
                """{"index":0,"verdict":"pass","score":1,"named_scores":{"m":1},"assertions":[{"type":"contains","verdict":"pass","score":1,"reason":"Assertion passed"},{"type":"equals","verdict":"fail","score":0,"reason":"Expected output \"The cat\" to equal \"x\""}]}""",
                """{"index":1,"verdict":"unmeasured","score":0,"named_scores":{},"assertions":[{"type":"latency","verdict":"unmeasured","score":0,"reason":"The latency of this answer is not known."}]}""",
                """{"index":2,"verdict":"pass","score":1,"named_scores":{},"assertions":[{"type":"equals","verdict":"pass","score":1,"reason":"Assertion passed"}]}""",
            ],
            lines);
        Assert.Equal((2, 0, 1, 0), (result.Passed, result.Failed, result.Unmeasured, result.ExitCode));
    }

    [Fact]
    public async Task UnreadableLineGivesAnErrorInItsPlaceAndTheRestGoesOn()
    {
        var (lines, result) = await RunAsync("{", """{"output":"a","asert":[]}""", """{"assert":[]}""", """{"output":"a","assert":[]}""");
        Assert.StartsWith("{\"index\":0,\"error\":\"The line is not valid JSON", lines[0], StringComparison.Ordinal);
        Assert.Contains("Did you mean \\\"assert\\\"?", lines[1], StringComparison.Ordinal);
        Assert.Equal("{\"index\":2,\"error\":\"The line needs the properties output and assert.\"}", lines[2]);
        Assert.StartsWith("{\"index\":3,\"verdict\":\"pass\"", lines[3], StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task OneBadAssertionLeavesTheOthersTheirVerdicts()
    {
        var (lines, _) = await RunAsync("""{"output":"a","assert":[{"type":"contians","value":"a"},{"type":"contains","value":"b"},{"type":"contains","value":"a"}]}""");
        Assert.Contains("\"verdict\":\"fail\",\"score\":0.5", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"type\":\"contians\",\"verdict\":\"error\"", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndlessPatternIsUnmeasuredAndNamesItsLimit()
    {
        var (lines, _) = await RunAsync($$"""{"output":"{{new string('a', 60)}}!","assert":[{"type":"regex","value":"^(\\w+\\s?)+$"}]}""");
        Assert.StartsWith("{\"index\":0,\"verdict\":\"unmeasured\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("time limit of 1 s", lines[0], StringComparison.Ordinal);
    }
}
