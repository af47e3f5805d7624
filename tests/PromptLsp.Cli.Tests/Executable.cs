using System.Diagnostics;
using System.Text;

namespace PromptLsp.Cli.Tests;

/// <summary>
/// The real executable: the one that <c>PROMPTLSP_EXE</c> names, such as the published native one, else the one built beside these tests.
/// </summary>
internal static class Executable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    public static string Path { get; } = Find();

    public static async Task<Outcome> RunAsync(string folder, string[] arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(folder, arguments, environment);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(_patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"promptlsp {string.Join(' ', arguments)} did not end in {_patience}.");
        }

        return new Outcome(process.ExitCode, await output, await error);
    }

    public static Process Start(string folder, string[] arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Start(Path, folder, arguments, environment);

    /// <summary>In a terminal of its own: what it writes to either stream comes out of <see cref="Process.StandardOutput"/>.</summary>
    public static Process StartInTerminal(string folder, string arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Start("script", folder, ["--quiet", "--flush", "--return", "--command", $"'{Path}' {arguments}", "/dev/null"], environment);

    /// <summary>So that SIGINT interrupts it, also where these tests run in the background of a shell: such a shell has its children ignore the signal.</summary>
    public static Process StartInterruptible(string folder, string[] arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Start("env", folder, ["--default-signal=INT", Path, .. arguments], environment);

    private static Process Start(string file, string folder, string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["XDG_CONFIG_HOME"] = System.IO.Path.Combine(folder, ".config");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>The command line's own build: the copy beside these tests lacks what the test's frameworks already have.</summary>
    private static string Find()
    {
        var named = Environment.GetEnvironmentVariable("PROMPTLSP_EXE");
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        var configuration = AppContext.BaseDirectory.Contains($"{System.IO.Path.DirectorySeparatorChar}Release{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        var name = OperatingSystem.IsWindows() ? "promptlsp.exe" : "promptlsp";
        return Directory.GetFiles(RepositoryPaths.Combine("src", "PromptLsp.Cli", "bin", configuration), name, SearchOption.AllDirectories).Single();
    }
}

/// <summary>What a process did.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error);
