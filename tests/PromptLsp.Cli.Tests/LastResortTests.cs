namespace PromptLsp.Cli.Tests;

/// <summary>A failure that nobody foresaw.</summary>
public sealed class LastResortTests
{
    [Fact]
    public async Task A_mistake_of_our_own_is_told_as_one_and_ends_with_an_exit_code()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var console = new CliConsole { Output = output, Error = error, OpenInput = () => throw new InvalidOperationException("unforeseen"), OpenOutput = () => Stream.Null };

        var code = await CommandLineApp.RunAsync(["count", "-"], console);

        Assert.Equal(ExitCode.Infrastructure, code);
        Assert.Contains("a mistake of our own", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("unforeseen", error.ToString(), StringComparison.Ordinal);
    }
}
