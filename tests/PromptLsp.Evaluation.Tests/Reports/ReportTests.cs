using System.Text.Json;
using System.Xml.Linq;
using PromptLsp.Core.Assertions;
using PromptLsp.Core.Results;
using PromptLsp.Evaluation.Assertions;
using PromptLsp.Evaluation.Reports;
using PromptLsp.Evaluation.Running;
using PromptLsp.Evaluation.Suites;
using PromptLsp.Evaluation.Tests.Running;

namespace PromptLsp.Evaluation.Tests.Reports;

public sealed class ReportTests
{
    private static async Task<string> ReportAsync(ReportFormat format)
    {
        var store = new MemoryStore();
        var executor = new ScriptedExecutor((request, _) => Task.FromResult(request.Variables["q"].GetString() switch
        {
            "answer 0" => ScriptedExecutor.Answer(request, "good <b>&\u0001\u001b[31m \ud800 \"x\",\ny"),
            "answer 1" => ScriptedExecutor.Answer(request, "bad\u0000"),
            "answer 2" => ScriptedExecutor.Failure(request, "provider", "HTTP 500 <html>"),
            _ => ScriptedExecutor.Answer(request, "good"),
        }));
        var similar = new Assertion { Type = "similar", Kind = AssertionKind.Similar, Value = JsonElement.Parse("\"x\""), Weight = 0 };
        var suite = RunnerTests.Suite(4, RunnerTests.Contains("good"), similar) with
        {
            Providers = [new SuiteProvider("p/one", "one"), new SuiteProvider("p/two", "two")],
            Gate = new SuiteGate(0.5, "main", null, 0.95),
        };
        await new EvaluationRunner(executor, store, new AssertionJudge(JudgeModels.None), TimeProvider.System).RunAsync(
            suite, new EvaluationOptions { RootPath = "/w", ToolVersion = "1" }, null, TestContext.Current.CancellationToken);
        var writer = new StringWriter();
        await ReportWriter.WriteAsync(format, store, store.Overview(), writer, TestContext.Current.CancellationToken);
        return writer.ToString();
    }

    [Fact]
    public async Task JsonHoldsRunSummaryAndResults()
    {
        using var report = JsonDocument.Parse(await ReportAsync(ReportFormat.Json));
        var summary = report.RootElement.GetProperty("summary");
        Assert.Equal((8, 4, 2, 2), (summary.GetProperty("planned").GetInt32(), summary.GetProperty("passed").GetInt32(), summary.GetProperty("failed").GetInt32(), summary.GetProperty("errors").GetInt32()));
        Assert.Equal("passed", summary.GetProperty("gate").GetProperty("verdict").GetString());
        Assert.Equal("against", summary.GetProperty("gate").GetProperty("not_evaluated")[0].GetString());
        Assert.Equal(2, summary.GetProperty("table").GetArrayLength());
        var results = report.RootElement.GetProperty("results");
        Assert.Equal(8, results.GetArrayLength());
        Assert.Equal("fail", results[2].GetProperty("verdict").GetString());
        Assert.Equal("provider: HTTP 500 <html>", results[4].GetProperty("error").GetString());
        Assert.Equal("unmeasured", results[0].GetProperty("assertions")[1].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task JsonLinesHoldAResultEach()
    {
        var lines = (await ReportAsync(ReportFormat.JsonLines)).TrimEnd('\n').Split('\n');
        Assert.Equal(8, lines.Length);
        Assert.All(lines, line => Assert.Equal("a.prompt", JsonElement.Parse(line).GetProperty("prompt").GetString()));
    }

    [Fact]
    public async Task JUnitIsWellFormedWhateverTheOutputHolds()
    {
        var root = XDocument.Parse(await ReportAsync(ReportFormat.JUnit)).Root!;
        Assert.Equal(["8", "2", "2", "0"], new[] { "tests", "failures", "errors", "skipped" }.Select(name => root.Attribute(name)!.Value));
        Assert.Equal(["a.prompt · p/one", "a.prompt · p/two"], root.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value));
        Assert.All(root.Elements("testsuite"), suite => Assert.Equal(4, suite.Elements("testcase").Count()));
        Assert.Equal(2, root.Descendants("failure").Count());
        Assert.All(root.Descendants("error"), error => Assert.Equal("provider", error.Attribute("type")!.Value));
        Assert.Equal("good <b>&\uFFFD\uFFFD[31m \uFFFD \"x\",\ny", root.Descendants("system-out").First().Value);
    }

    [Fact]
    public async Task CsvIsReadBack()
    {
        var read = CsvDocument.Parse(await ReportAsync(ReportFormat.Csv));
        Assert.Empty(read.Problems);
        Assert.Equal(9, read.Records.Length);
        Assert.All(read.Records, record => Assert.Equal(16, record.Length));
        Assert.Equal("bad\0", read.Records[3][7].Text);
    }

    [Fact]
    public async Task TextNamesWhatDidNotPassFirstAndTheFiguresLast()
    {
        var text = await ReportAsync(ReportFormat.Text);
        var lines = text.Split('\n');
        Assert.Equal("FAIL       t1 odd  [a.prompt · p/one]", lines[0]);
        Assert.Equal("    contains: Expected output to contain \"good\"", lines[1]);
        Assert.Contains("4 passed, 2 failed, 2 errors, 0 unmeasured of 8 planned; with a verdict: 6/8", lines);
        Assert.Contains("Gate passed: pass rate 50.0 % reaches 50.0 %", lines);
        Assert.Contains("Not evaluated in this version: against of the gate", lines);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public async Task MarkdownEscapesWhatModelsSay()
    {
        var text = await ReportAsync(ReportFormat.Markdown);
        Assert.StartsWith("## s.eval.yaml: gate passed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<html>", text, StringComparison.Ordinal);
        Assert.Contains("- **error** t2", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.json", ReportFormat.Json)]
    [InlineData("a.JUNIT.XML", ReportFormat.JUnit)]
    [InlineData("dir.csv/a.jsonl", ReportFormat.JsonLines)]
    [InlineData("a.html", null)]
    public void FormIsChosenByTheFilesEnding(string path, ReportFormat? expected) => Assert.Equal(expected, ReportFormats.OfFile(path));
}
