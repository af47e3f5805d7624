namespace PromptLsp.Cli.Tests;

/// <summary>A path that is empty, as a script's variable without a value leaves it.</summary>
public sealed class EmptyPathTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("count")]
    [InlineData("render")]
    [InlineData("run")]
    [InlineData("eval")]
    public async Task An_empty_path_is_wrong_usage(string command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new CliConsole { Output = output, Error = error, OpenInput = () => Stream.Null, OpenOutput = () => Stream.Null };

        var code = await CommandLineApp.RunAsync([command, ""], console);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("a path is empty", error.ToString(), StringComparison.Ordinal);
    }
}
