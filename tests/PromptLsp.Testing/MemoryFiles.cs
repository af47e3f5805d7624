using PromptLsp.Core.Files;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Testing;

/// <summary>A workspace held in memory, rooted at <c>/w</c>.</summary>
public sealed class MemoryFiles(IReadOnlyDictionary<string, string> files) : IWorkspaceFiles
{
    /// <inheritdoc/>
    public string RootPath => "/w";

    /// <summary>The absolute path of a file of the workspace.</summary>
    public static string PathOf(string relative) => "/w/" + relative;

    /// <inheritdoc/>
    public FileReadResult Read(string path) => path.StartsWith("/w/", StringComparison.Ordinal) && files.TryGetValue(path[3..], out var text)
        ? new FileReadResult(FileReadStatus.Ok, SourceText.From(text))
        : new FileReadResult(FileReadStatus.NotFound, null, $"There is no file {path}.");

    /// <inheritdoc/>
    public (FileReadStatus Status, string Path) Resolve(string baseFile, string reference)
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(baseFile)!, reference));
        return Path.IsPathRooted(reference) || !path.StartsWith("/w/", StringComparison.Ordinal)
            ? (FileReadStatus.OutsideWorkspace, path)
            : (FileReadStatus.Ok, path);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Find(string baseDirectory, IReadOnlyList<string> globs)
    {
        var matcher = new Microsoft.Extensions.FileSystemGlobbing.Matcher(StringComparison.Ordinal);
        foreach (var glob in globs)
        {
            matcher.AddInclude(glob);
        }

        var below = baseDirectory == RootPath ? "" : baseDirectory[3..] + "/";
        var names = files.Keys.Where(name => name.StartsWith(below, StringComparison.Ordinal)).Select(name => name[below.Length..]);
        return [.. Microsoft.Extensions.FileSystemGlobbing.MatcherExtensions.Match(matcher, names).Files
            .Select(file => PathOf(below + file.Path)).Order(StringComparer.Ordinal)];
    }
}
