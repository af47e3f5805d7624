namespace PromptLsp.Cli.Tests;

/// <summary>The root that <c>--workspace</c> names.</summary>
public sealed class WorkspaceOptionTests
{
    [Theory]
    [InlineData("check", "a.prompt")]
    [InlineData("count", "a.prompt")]
    [InlineData("render", "a.prompt")]
    [InlineData("run", "a.prompt")]
    [InlineData("eval", "a.eval.yaml")]
    public async Task A_folder_that_does_not_exist_is_wrong_usage(string command, string file)
    {
        using var workspace = new Workspace();
        workspace.Write("a.prompt", "user:\nhi\n");
        workspace.Write("a.eval.yaml", "prompts: [a.prompt]\nproviders: [local/echo]\ntests: [{}]\n");
        var outcome = await workspace.RunAsync(command, file, "--workspace", "missing");
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("--workspace missing: there is no such folder", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }
}
