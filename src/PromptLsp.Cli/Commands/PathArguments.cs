using PromptLsp.Cli.Composition;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Prompts;

namespace PromptLsp.Cli.Commands;

/// <summary>Turns the paths of a command line into files.</summary>
internal static class PathArguments
{
    private static readonly string[] _skipped = [".git", ".promptlsp", "node_modules"];

    /// <summary>The files, and of folders those that <paramref name="matches"/>, in ordinal order, each once.</summary>
    /// <exception cref="CliException">A path does not exist.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> paths, Func<string, bool> matches)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            var full = CliWorkspace.Absolute(path);
            if (Directory.Exists(full))
            {
                files.AddRange(Below(full).Where(matches).Order(StringComparer.Ordinal));
            }
            else if (File.Exists(full))
            {
                files.Add(full);
            }
            else
            {
                throw new CliException(ExitCode.Usage, $"{path}: there is no such file or folder.");
            }
        }

        return [.. files.Select(file => file.Replace('\\', '/')).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>True for the documents that the editor checks.</summary>
    public static bool IsChecked(string path) =>
        path.EndsWith(PromptDocument.Extension, StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(Evaluation.Suites.EvaluationSuite.FileSuffix, StringComparison.OrdinalIgnoreCase)
        || Path.GetFileName(path) == WorkspaceConfiguration.FileName;

    private static IEnumerable<string> Below(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            yield return file;
        }

        foreach (var child in Directory.EnumerateDirectories(folder).Where(child => !_skipped.Contains(Path.GetFileName(child)) && !IsLink(child)))
        {
            foreach (var file in Below(child))
            {
                yield return file;
            }
        }
    }

    private static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;
}
