using PromptLsp.Core.Rows;
using PromptLsp.Core.Tokens;
using PromptLsp.Core.Workspaces;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Tests.Rows;

public sealed class SuiteIndexTests
{
    [Theory]
    [InlineData("a.prompt", true)]
    [InlineData("a.eval.yaml", false)]
    [InlineData("cases.csv", false)]
    public void TypingInAPromptSearchesTheDiskNoMore(string edited, bool isKept)
    {
        var host = new WorkspaceHost(new WorkspaceServices(new MemoryFiles(new Dictionary<string, string>()), new TokenCounterProvider(), TimeProvider.System, []));
        var before = host.Current.Suites;
        host.Apply(new WorkspaceChange.DocumentSet("/w/" + edited, SourceText.From("x"), 1));
        Assert.Equal(isKept, ReferenceEquals(before, host.Current.Suites));
    }

    [Fact]
    public void ASuiteThatIsOpenInTheEditorCountsAsItIsThere()
    {
        var files = new MemoryFiles(new Dictionary<string, string> { ["a.eval.yaml"] = "prompts: [b.prompt]\n" });
        var host = new WorkspaceHost(new WorkspaceServices(files, new TokenCounterProvider(), TimeProvider.System, []) { Rows = NoRows.Instance });
        Assert.Empty(host.Current.Suites.Naming("/w/a.prompt", CancellationToken.None));
        host.Apply(new WorkspaceChange.DocumentSet("/w/a.eval.yaml", SourceText.From("prompts: a.prompt\n"), 1));
        Assert.Equal(["/w/a.eval.yaml"], host.Current.Suites.Naming("/w/a.prompt", CancellationToken.None));
    }
}
