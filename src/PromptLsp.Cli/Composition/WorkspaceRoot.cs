using PromptLsp.Core.Configuration;

namespace PromptLsp.Cli.Composition;

/// <summary>Finds the root of the workspace that a file belongs to.</summary>
internal static class WorkspaceRoot
{
    /// <summary>
    /// The nearest folder at or above <paramref name="path"/> that holds <c>promptlsp.yaml</c>, else the nearest that holds <c>.git</c>,
    /// else the folder itself.
    /// </summary>
    /// <param name="path">A file or folder; it need not exist.</param>
    public static string Find(string path)
    {
        var full = CliWorkspace.Absolute(path);
        var start = Directory.Exists(full) ? full : Path.GetDirectoryName(full) ?? full;
        return Ancestor(start, folder => File.Exists(Path.Combine(folder, WorkspaceConfiguration.FileName)))
            ?? Ancestor(start, folder => Path.Exists(Path.Combine(folder, ".git")))
            ?? start;
    }

    /// <summary>The root that the user names by <c>--workspace</c>.</summary>
    /// <exception cref="CliException">There is no such folder.</exception>
    public static string Named(string folder)
    {
        var full = CliWorkspace.Absolute(folder);
        return Directory.Exists(full) ? full : throw new CliException(ExitCode.Usage, $"--workspace {folder}: there is no such folder.");
    }

    private static string? Ancestor(string start, Func<string, bool> matches)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (matches(folder))
            {
                return folder;
            }
        }

        return null;
    }
}
