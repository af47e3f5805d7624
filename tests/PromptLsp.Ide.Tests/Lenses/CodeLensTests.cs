using System.Collections.Immutable;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Drift;
using PromptLsp.Core.Files;
using PromptLsp.Core.Workspaces;
using PromptLsp.Ide.Lenses;
using PromptLsp.Testing;
using PromptLsp.Testing.Fixtures;

namespace PromptLsp.Ide.Tests.Lenses;

public class CodeLensTests
{
    private static void Check(string text, params string[] expected)
    {
        var fixture = Fixture.Parse(text);
        var lenses = CodeLensProvider.GetLenses(fixture.ToSnapshot(), fixture.FocusPath, CancellationToken.None);
        Assert.Equal(expected, lenses.Select(lens => lens.Command is { } command ? $"{lens.Title} -> {command.Name} {string.Join(' ', command.Paths)}" : lens.Title));
    }

    [Fact]
    public void Size_and_commands_stand_above_a_prompt() => Check(
        "---\nmodel: openai/gpt-4o-mini\n---\nuser:\nHello world",
        "9 tokens of 128,000 (less than 0.1 %)",
        "Render -> promptlsp.render /w/main.prompt",
        "Run -> promptlsp.run /w/main.prompt");

    [Theory]
    [InlineData("//- suites/a.eval.yaml\nprompts: [../main.prompt]\n", true)]
    [InlineData("//- a.eval.yaml\nprompts: ['*.prompt']\n", true)]
    [InlineData("//- a.eval.yaml\nprompts: main.prompt\n", true)]
    [InlineData("//- suites/a.eval.yaml\nprompts: [main.prompt]\n", false)]
    [InlineData("//- a.eval.yaml\ndescription: not main.prompt\nprompts: [other.prompt]\n", false)]
    public void Evaluate_is_offered_where_a_suite_names_the_prompt(string suite, bool isOffered)
    {
        var fixture = Fixture.Parse("//- main.prompt\nuser:\nHi\n" + suite);
        var lenses = CodeLensProvider.GetLenses(fixture.ToSnapshot(), "/w/main.prompt", CancellationToken.None);
        Assert.Equal(isOffered, lenses.Any(lens => lens.Command?.Name == EditorCommands.Evaluate));
    }

    [Fact]
    public void The_budget_and_what_is_too_much_are_told() => Check(
        "---\nbudget: { input_tokens: 1 }\n---\nHello world",
        "2 tokens · budget 1 · 1 too many", "Render -> promptlsp.render /w/main.prompt", "Run -> promptlsp.run /w/main.prompt");

    [Fact]
    public void The_figures_of_rows_stand_behind_the_size()
    {
        var fixture = Fixture.Parse("//- main.prompt\n---\nmodel: openai/gpt-4o-mini\nbudget: { input_tokens: 10 }\n---\nuser:\nHi {{ q }}\n//- a.eval.yaml\nprompts: [main.prompt]\n");
        var snapshot = fixture.ToSnapshot(new ListedRows("""{"q":"one"}""", """{"q":"one two three four"}"""));
        Assert.DoesNotContain(Titles(snapshot), title => title.StartsWith("p50", StringComparison.Ordinal));
        snapshot.RowTokens.Refresh(snapshot, fixture.FocusPath, CancellationToken.None);
        Assert.Equal("p50 9 · p95 12 · max 12 · 1 of 2 rows over", Titles(snapshot).ElementAt(1));

        static IEnumerable<string> Titles(WorkspaceSnapshot snapshot) => CodeLensProvider.GetLenses(snapshot, "/w/main.prompt", CancellationToken.None).Select(lens => lens.Title);
    }

    [Fact]
    public void A_provider_that_counts_otherwise_is_told_of()
    {
        var fixture = Fixture.Parse("---\nmodel: openai/gpt-4o-mini\n---\nuser:\nHello world");
        var since = new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);
        var lenses = CodeLensProvider.GetLenses(fixture.ToSnapshot(drift: new Drifts(since)), fixture.FocusPath, CancellationToken.None);
        Assert.Equal("openai/gpt-4o-mini: the provider counts 5 of 12 calls otherwise, +3.2 tokens on average, 7 at most, since 2026-11-02", lenses[1].Title);
    }

    private sealed class Drifts(DateTimeOffset since) : ITokenDriftSource
    {
        public ImmutableArray<TokenDrift> Read(IWorkspaceFiles files, WorkspaceConfiguration configuration) =>
            [new TokenDrift("openai/gpt-4o", 3, 3, 1, 1, since), new TokenDrift("openai/gpt-4o-mini", 12, 5, 3.2, 7, since)];
    }

    [Fact]
    public void Missing_values_and_estimates_are_told() => Check(
        "---\ninputs: { question: {} }\n---\nHello world {{ question }} {{ x",
        "~3 tokens + question", "Render -> promptlsp.render /w/main.prompt", "Run -> promptlsp.run /w/main.prompt");

    [Fact]
    public void A_suite_can_be_run() => Check("//- a.eval.yaml\nprompts: []\n", "Evaluate -> promptlsp.eval /w/a.eval.yaml");
}
