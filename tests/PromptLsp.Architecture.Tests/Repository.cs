using System.Diagnostics;

namespace PromptLsp.Architecture.Tests;

/// <summary>The files that git tracks.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> _files = new(ListFiles);

    /// <summary>Paths of all tracked files that exist, relative to the root, with forward slashes; skips the test outside a clone, except in CI.</summary>
    public static IReadOnlyList<string> Files()
    {
        if (!Path.Exists(RepositoryPaths.Combine(".git")) && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Assert.Skip("not a git clone");
        }

        return _files.Value;
    }

    /// <summary>The text of a tracked file, or null where it holds a NUL byte or is larger than 4 MB.</summary>
    public static string? TextOf(string path)
    {
        var full = RepositoryPaths.Combine(path);
        if (new FileInfo(full).Length > 4 << 20)
        {
            return null;
        }

        var text = File.ReadAllText(full);
        return text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }

    private static List<string> ListFiles()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z"])
        {
            WorkingDirectory = RepositoryPaths.Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git does not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        var files = output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => File.Exists(RepositoryPaths.Combine(path))).ToList();
        Assert.True(files.Count > 100, $"git lists only {files.Count} files");
        return files;
    }
}
