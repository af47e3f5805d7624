namespace PromptLsp.Core.Files;

/// <summary>The files of one workspace. Paths are absolute, with forward slashes. Safe for concurrent callers.</summary>
/// <remarks>Nothing outside the root is ever read: neither by <c>..</c> nor by an absolute path nor through a symbolic link.</remarks>
public interface IWorkspaceFiles
{
    /// <summary>The workspace root, absolute, without trailing slash.</summary>
    string RootPath { get; }

    /// <summary>Reads a file; an open document wins over the disk.</summary>
    FileReadResult Read(string path);

    /// <summary>
    /// The absolute path that <paramref name="reference"/> means in a file, without looking whether it exists.
    /// <see cref="FileReadStatus.OutsideWorkspace"/> where it leaves the root or is absolute.
    /// </summary>
    /// <param name="baseFile">The file that holds the reference.</param>
    /// <param name="reference">A relative path as written.</param>
    (FileReadStatus Status, string Path) Resolve(string baseFile, string reference);

    /// <summary>The files that match any of the globs (relative to <paramref name="baseDirectory"/>), in ordinal order of their paths.</summary>
    IReadOnlyList<string> Find(string baseDirectory, IReadOnlyList<string> globs);
}
