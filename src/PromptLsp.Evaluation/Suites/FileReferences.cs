using PromptLsp.Core.Files;
using PromptLsp.Evaluation.Texts;

namespace PromptLsp.Evaluation.Suites;

/// <summary>Finds the files that a path or a glob in a suite means.</summary>
internal static class FileReferences
{
    private const string Scheme = "file://";

    /// <summary>The files, absolute; or why there are none.</summary>
    /// <param name="files">The workspace.</param>
    /// <param name="baseFile">The file that holds the reference.</param>
    /// <param name="reference">A path or glob, relative to that file.</param>
    /// <param name="what">What it should be, for messages.</param>
    /// <param name="similar">Globs of files that may have been meant.</param>
    public static (IReadOnlyList<string> Paths, string? Problem) Find(
        IWorkspaceFiles files, string baseFile, string reference, string what, IReadOnlyList<string> similar)
    {
        var plain = reference.StartsWith(Scheme, StringComparison.Ordinal) ? reference[Scheme.Length..] : reference;
        var folder = FolderOf(baseFile);
        if (plain.AsSpan().IndexOfAny("*?[{") >= 0)
        {
            var matches = files.Find(folder, [plain]);
            return matches.Count > 0 ? (matches, null) : ([], $"No file matches \"{reference}\" (looked in {folder}).");
        }

        var (status, path) = files.Resolve(baseFile, plain);
        if (status == FileReadStatus.OutsideWorkspace)
        {
            return ([], $"\"{reference}\" lies outside the workspace {files.RootPath} and is not read. Use a relative path within it.");
        }

        var read = files.Read(path);
        if (read.Status == FileReadStatus.Ok)
        {
            return ([path], null);
        }

        var near = NearestName.Find(plain, files.Find(folder, similar).Select(found => Relative(folder, found)));
        var reason = read.Status == FileReadStatus.NotFound ? "does not exist" : $"cannot be read: {read.Reason}";
        return ([], $"The {what} \"{reference}\" {reason}{(near is null ? "." : $". Did you mean \"{near}\"?")}");
    }

    /// <summary>The folder of a file, without trailing slash.</summary>
    public static string FolderOf(string file) => file[..Math.Max(0, file.LastIndexOf('/'))];

    private static string Relative(string folder, string path) =>
        path.StartsWith(folder + "/", StringComparison.Ordinal) ? path[(folder.Length + 1)..] : path;
}
