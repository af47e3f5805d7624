using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace PromptLsp.Storage.Files;

/// <summary>A folder as globs see it: without what no glob should find, and without ways out of the root.</summary>
internal sealed class WorkspaceFolder(DirectoryInfo folder, string realRoot) : DirectoryInfoBase
{
    private static readonly HashSet<string> _skipped = new(StringComparer.Ordinal) { ".git", ".promptlsp", "node_modules" };

    private static readonly EnumerationOptions _options = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    public override string Name => folder.Name;

    public override string FullName => folder.FullName;

    public override DirectoryInfoBase? ParentDirectory => folder.Parent is { } parent ? new WorkspaceFolder(parent, realRoot) : null;

    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
    {
        if (!folder.Exists)
        {
            yield break;
        }

        foreach (var entry in folder.EnumerateFileSystemInfos("*", _options))
        {
            if (entry is DirectoryInfo child)
            {
                if (child.LinkTarget is null && !_skipped.Contains(child.Name))
                {
                    yield return new WorkspaceFolder(child, realRoot);
                }
            }
            else if (entry is FileInfo file && (file.LinkTarget is null || LeadsToFileInside(file)))
            {
                yield return new FileInfoWrapper(file);
            }
        }
    }

    public override DirectoryInfoBase GetDirectory(string path) => new WorkspaceFolder(new DirectoryInfo(Path.Combine(folder.FullName, path)), realRoot);

    public override FileInfoBase GetFile(string path) => new FileInfoWrapper(new FileInfo(Path.Combine(folder.FullName, path)));

    private bool LeadsToFileInside(FileInfo link) =>
        RealPath.Of(link.FullName) is { } real && RealPath.IsWithin(real, realRoot) && File.Exists(real);
}
