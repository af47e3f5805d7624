namespace PromptLsp.Cli.Tests;

/// <summary>Which endpoints keys may go to, kept in the user's own folder and not in the workspace's settings.</summary>
public sealed class TrustTests
{
    private const string Address = "https://llm.example.com/v1";

    [Fact]
    public async Task An_address_is_added_listed_and_removed()
    {
        using var workspace = new Workspace();
        Assert.Equal("", await OutputAsync(workspace, "trust", "--list"));
        Assert.Contains("is trusted now", await OutputAsync(workspace, "trust", Address));
        Assert.Contains("was trusted already", await OutputAsync(workspace, "trust", Address));
        Assert.StartsWith(Address + "  (", await OutputAsync(workspace, "trust", "--list"), StringComparison.Ordinal);
        Assert.Contains("is trusted no longer", await OutputAsync(workspace, "trust", Address, "--remove"));
        Assert.Equal("", await OutputAsync(workspace, "trust", "--list"));
    }

    [Fact]
    public async Task What_is_no_address_is_wrong_usage()
    {
        using var workspace = new Workspace();
        var outcome = await workspace.RunAsync("trust", "nonsense");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("'nonsense' is no address", outcome.Error);
        Assert.Equal(2, (await workspace.RunAsync("trust")).ExitCode);
    }

    private static async Task<string> OutputAsync(Workspace workspace, params string[] arguments)
    {
        var outcome = await workspace.RunAsync(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output;
    }
}
