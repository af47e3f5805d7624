namespace PromptLsp.Cli.Tests;

public sealed class CountTests
{
    [Fact]
    public async Task A_bad_file_is_told_and_the_others_are_counted()
    {
        using var workspace = new Workspace();
        workspace.Write("a.txt", "hello world");
        workspace.Write("b.prompt", "user:\n{{ missing }}\n");
        workspace.Write("c.txt", "hello world");
        var outcome = await workspace.RunAsync("count", "a.txt", "b.prompt", "c.txt");
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("b.prompt:2:4", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("c.txt", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("4  total", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_give_their_texts_and_leave_out_what_is_none()
    {
        using var workspace = new Workspace();
        workspace.Write("texts/a.md", "hello world");
        workspace.Write("texts/picture.bin", "PNG\0\0");
        var outcome = await workspace.RunAsync("count", "texts", "--json");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("\"path\":\"texts/a.md\"", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("picture", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("o200k_base", 300_000)]
    [InlineData("cl100k_base", 300_000)]
    public async Task Standard_input_is_counted_as_it_streams(string tokenizer, int tokens)
    {
        using var workspace = new Workspace();
        var text = string.Concat(Enumerable.Repeat("hello world,\n", 100_000));
        var outcome = await Executable.RunAsync(workspace.Path, ["count", "-", "-t", tokenizer, "--json"], text);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"\"total\":{tokens},", outcome.Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
