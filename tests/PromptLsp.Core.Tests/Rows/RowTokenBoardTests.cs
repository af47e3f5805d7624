using PromptLsp.Core.Rows;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tests.Rows;

public sealed class RowTokenBoardTests
{
    private const string Path = "/w/a.prompt";
    private const string Prompt = "---\nmodel: openai/gpt-4o\ninputs: { q: { type: string, required: true } }\nbudget: { input_tokens: 12 }\n---\nuser:\nAnswer {{ q }}\n";

    private static readonly Dictionary<string, string> _files = new() { ["a.prompt"] = Prompt, ["s/a.eval.yaml"] = "prompts: [../a.prompt]\ntests: []\n", ["s/b.eval.yaml"] = "prompts: [b.prompt]\n" };

    private static WorkspaceHost Open(IPromptRows rows, Dictionary<string, string>? files = null) =>
        new(new WorkspaceServices(new MemoryFiles(files ?? _files), new TokenCounterProvider(), TimeProvider.System, []) { Rows = rows });

    private static RowFigures? Refresh(WorkspaceHost host)
    {
        host.Current.RowTokens.Refresh(host.Current, Path, CancellationToken.None);
        return host.Current.Analyze(Path)!.RowTokens;
    }

    [Fact]
    public void FiguresAreThoseOfEachRowRenderedAndCounted()
    {
        // Overhead: 3 a message, 1 for the role, 3 for the reply; "Answer" and " word" a token each.
        var rows = Enumerable.Range(1, 20).Select(i => $$"""{"q":"{{string.Join(' ', Enumerable.Repeat("word", i))}}"}""").ToArray();
        var report = Refresh(Open(new ListedRows(rows)))!.Report;
        Assert.Equal((20, 20, 0, 18, 27), (report.Rows, report.Counted, report.Failed, report.P50, report.P95));
        Assert.Equal(new RowTokens("cases.csv:21", 28), report.Largest);
        Assert.Equal(16, report.OverLimit);
        Assert.Equal(["cases.csv:21", "cases.csv:20", "cases.csv:19", "cases.csv:18", "cases.csv:17"], report.Over.Select(row => row.Name));
        Assert.Equal("p50 18 · p95 27 · max 28 · 16 of 20 rows over", RowTokenText.Summary(report));
    }

    [Fact]
    public void RowsThatCannotBeRenderedAreToldApart()
    {
        var report = Refresh(Open(new ListedRows("""{"q":"x"}""", "{}")))!.Report;
        Assert.Equal((2, 1, 1), (report.Rows, report.Counted, report.Failed));
        Assert.Equal("cases.csv:3: The input `q` is required and has no value.", report.FirstFailure);
        Assert.Equal("p50 9 · p95 9 · max 9 · 2 rows · 1 cannot be rendered", RowTokenText.Summary(report));
    }

    [Fact]
    public void AFindingNamesTheRowsOverTheLimit()
    {
        var host = Open(new ListedRows("""{"q":"one two three four five six"}""", """{"q":"x"}"""));
        Refresh(host);
        var finding = Assert.Single(host.Current.GetDiagnostics(Path, CancellationToken.None), found => found.Code == "PL0605");
        Assert.StartsWith("1 of 2 rows are over the limit of 12 tokens (budget.input_tokens): cases.csv:2 (14). They are not sent", finding.Message);
    }

    [Fact]
    public void FiguresAreAnEstimateFromAnEditUntilTheyAreCountedAnew()
    {
        var host = Open(new ListedRows("""{"q":"x"}"""));
        Assert.True(Refresh(host)!.IsCurrent);
        host.Apply(new WorkspaceChange.DocumentSet(Path, SourceText.From(Prompt.Replace("Answer", "Please answer")), 2));
        var old = host.Current.Analyze(Path)!.RowTokens!;
        Assert.Equal((false, 9), (old.IsCurrent, old.Report.P50));
        Assert.DoesNotContain(host.Current.GetDiagnostics(Path, CancellationToken.None), found => found.Code == "PL0605");
        Assert.Equal("~p50 9 · p95 9 · max 9 · 1 row", RowTokenText.Summary(old.Report, old.IsCurrent));
        Assert.Equal((true, 10), (Refresh(host)!.IsCurrent, Refresh(host)!.Report.P50));
    }

    [Fact]
    public void NothingIsCountedTwiceAndTypingReadsNoRowsAgain()
    {
        var rows = new ListedRows("""{"q":"x"}""");
        var host = Open(rows);
        Assert.True(host.Current.RowTokens.Refresh(host.Current, Path, CancellationToken.None));
        Assert.False(host.Current.RowTokens.Refresh(host.Current, Path, CancellationToken.None));
        host.Apply(new WorkspaceChange.DocumentSet(Path, SourceText.From(Prompt + "more"), 2));
        Assert.True(host.Current.RowTokens.Refresh(host.Current, Path, CancellationToken.None));
        Assert.Equal(1, rows.Reads);
        host.Apply(new WorkspaceChange.FilesChanged(["/w/s/cases.csv"]));
        Assert.False(host.Current.Analyze(Path)!.RowTokens!.IsCurrent);
        Assert.True(host.Current.RowTokens.Refresh(host.Current, Path, CancellationToken.None));
        Assert.Equal(2, rows.Reads);
    }

    [Fact]
    public void APartialThatChangesMakesFiguresOld()
    {
        var files = new Dictionary<string, string>(_files) { ["a.prompt"] = "{{ include 'p.prompt' }}", ["p.prompt"] = "one two" };
        var host = Open(new ListedRows("{}"), files);
        Assert.Equal(2, Refresh(host)!.Report.P50);
        host.Apply(new WorkspaceChange.DocumentSet("/w/p.prompt", SourceText.From("one two three"), 1));
        Assert.False(host.Current.Analyze(Path)!.RowTokens!.IsCurrent);
        Assert.Equal(3, Refresh(host)!.Report.P50);
    }

    [Fact]
    public void CancellingLeavesWhatWasKnown()
    {
        var host = Open(new ListedRows("""{"q":"x"}"""));
        Refresh(host);
        host.Apply(new WorkspaceChange.DocumentSet(Path, SourceText.From(Prompt + "more"), 2));
        Assert.Throws<OperationCanceledException>(() => host.Current.RowTokens.Refresh(host.Current, Path, new CancellationToken(canceled: true)));
        Assert.Equal(9, host.Current.Analyze(Path)!.RowTokens!.Report.P50);
    }

    [Fact]
    public void WithoutSuiteOrTokenizerThereAreNone()
    {
        Assert.Null(Refresh(Open(new ListedRows("{}"), new Dictionary<string, string> { ["a.prompt"] = Prompt })));
        Assert.Null(Refresh(Open(new ListedRows("{}"), new Dictionary<string, string>(_files) { ["a.prompt"] = "---\nmodel: openai/gpt-5.1\n---\nHi" })));
    }
}
