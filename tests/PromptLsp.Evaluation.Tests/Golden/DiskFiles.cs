using PromptLsp.Core.Files;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Evaluation.Tests.Golden;

/// <summary>The files below one folder of the disk.</summary>
internal sealed class DiskFiles(string root) : IWorkspaceFiles
{
    public string RootPath { get; } = Path.GetFullPath(root).TrimEnd('/');

    public FileReadResult Read(string path)
    {
        if (!path.StartsWith(RootPath + "/", StringComparison.Ordinal))
        {
            return new FileReadResult(FileReadStatus.OutsideWorkspace, null, "It lies outside the workspace.");
        }

        return File.Exists(path)
            ? new FileReadResult(FileReadStatus.Ok, SourceText.FromBytes(File.ReadAllBytes(path)))
            : new FileReadResult(FileReadStatus.NotFound, null, "There is no such file.");
    }

    public (FileReadStatus Status, string Path) Resolve(string baseFile, string reference)
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(baseFile)!, reference));
        return path.StartsWith(RootPath + "/", StringComparison.Ordinal) && !Path.IsPathRooted(reference)
            ? (FileReadStatus.Ok, path)
            : (FileReadStatus.OutsideWorkspace, path);
    }

    public IReadOnlyList<string> Find(string baseDirectory, IReadOnlyList<string> globs) =>
        [.. globs.SelectMany(glob => glob.StartsWith("**/", StringComparison.Ordinal)
            ? Directory.GetFiles(baseDirectory, glob[3..], SearchOption.AllDirectories)
            : Directory.GetFiles(baseDirectory, glob)).Distinct().Order(StringComparer.Ordinal)];
}
