using System.Diagnostics;

namespace PromptLsp.Editors.Tests;

/// <summary>Runs the editors' own test scripts and turns their last line into a verdict.</summary>
internal static class EditorScripts
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(12);

    /// <summary>
    /// The executable to test: the one that <c>PROMPTLSP_SERVER</c> names, such as a NativeAOT build, else the one that was built with these tests.
    /// That stands in its own project's folder: the copy beside these tests lacks libraries that tests get from ASP.NET.
    /// </summary>
    public static string Server
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("PROMPTLSP_SERVER");
            var server = string.IsNullOrEmpty(named)
                ? Path.Combine(RepositoryPaths.Combine("src", "PromptLsp.Cli"), OutputFolder, OperatingSystem.IsWindows() ? "promptlsp.exe" : "promptlsp")
                : Path.GetFullPath(named);
            Assert.True(File.Exists(server), $"no server at {server}");
            return server;
        }
    }

    /// <summary>
    /// Skips the test where a program is missing, and says which and how to get it; where <c>CI</c> is set that is a failure.
    /// </summary>
    public static void Need(params (string Program, string HowToGet)[] needs)
    {
        foreach (var (program, howToGet) in needs.Where(need => FindProgram(need.Program) is null))
        {
            var sentence = $"{program} is not there. {howToGet}";
            Assert.False(IsCi, sentence);
            Assert.Skip(sentence);
        }
    }

    /// <summary>Runs a script of the <c>editors</c> folder; fails with its output unless it ends with <c>N passed, 0 failed</c>.</summary>
    public static async Task RunAsync(string program, string script, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, [RepositoryPaths.Combine("editors", script), .. arguments])
            {
                WorkingDirectory = RepositoryPaths.Combine("editors"),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                Environment = { ["PROMPTLSP_SERVER"] = Server },
            },
        };
        process.Start();
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(_limit, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        var said = await output;
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}:\n{said}\n{await errors}");
        Assert.Matches(@"(?m)^[1-9]\d* passed, 0 failed\s*\z", said);
    }

    /// <summary>Such as <c>bin/Debug/net10.0/linux-x64</c>.</summary>
    private static string OutputFolder =>
        Path.GetRelativePath(RepositoryPaths.Combine("tests", "PromptLsp.Editors.Tests"), AppContext.BaseDirectory);

    private static bool IsCi => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    private static string? FindProgram(string name)
    {
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
            .FirstOrDefault(File.Exists);
    }
}
