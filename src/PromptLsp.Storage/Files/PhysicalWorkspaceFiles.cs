using Microsoft.Extensions.FileSystemGlobbing;
using PromptLsp.Core.Files;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Storage.Files;

/// <summary>The files of a workspace on disk. Open documents are laid over it by whoever has them.</summary>
/// <remarks>
/// A path counts as inside when the place that it leads to, with every link followed, is below the root. The file is then opened by that
/// resolved path, so that a link exchanged in between leads nowhere else.
/// </remarks>
public sealed class PhysicalWorkspaceFiles : IWorkspaceFiles
{
    /// <summary>Files larger than this many bytes are not read.</summary>
    public const int MaxFileBytes = 16 * 1024 * 1024;

    private readonly string _givenRoot;
    private readonly string _realRoot;

    /// <summary>The workspace at <paramref name="root"/>, a folder. Links on the way to it are followed: they are the user's own.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public PhysicalWorkspaceFiles(string root)
    {
        _givenRoot = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _realRoot = RealPath.Of(_givenRoot) is { } real && Directory.Exists(real)
            ? real
            : throw new DirectoryNotFoundException($"There is no folder {root}: name an existing one as the workspace.");
        RootPath = WithSlashes(_realRoot);
    }

    /// <inheritdoc/>
    public string RootPath { get; }

    /// <inheritdoc/>
    /// <remarks>A path below the root as it was given, links included, is taken as well as one below <see cref="RootPath"/>.</remarks>
    public FileReadResult Read(string path)
    {
        try
        {
            var (status, real) = Locate(path);
            return status == FileReadStatus.Ok ? ReadLocated(path, real) : Refused(status, path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused(FileReadStatus.NotFound, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FileReadResult(FileReadStatus.Unreadable, null, $"{path} cannot be read: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    /// <remarks>Backslashes separate as slashes do. Links are looked at when the file is read.</remarks>
    public (FileReadStatus Status, string Path) Resolve(string baseFile, string reference)
    {
        if (baseFile.Contains('\0') || reference.Contains('\0'))
        {
            return (FileReadStatus.NotFound, "");
        }

        var slashed = reference.Replace('\\', '/');
        if (IsRooted(slashed) || Below(Path.GetFullPath(baseFile)) is not { } relativeBase)
        {
            return (FileReadStatus.OutsideWorkspace, "");
        }

        var folder = relativeBase.LastIndexOf('/') is var slash and >= 0 ? relativeBase[..slash] : "";
        return RelativePath.Join(folder, slashed) is { } relative
            ? (FileReadStatus.Ok, Absolute(relative))
            : (FileReadStatus.OutsideWorkspace, "");
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Globs know <c>*</c> and <c>**</c> and may begin with <c>../</c> as long as they stay inside the root. <c>.git</c>, <c>.promptlsp</c> and
    /// <c>node_modules</c> are skipped, linked folders too (they may go in circles); a linked file is found where it leads inside the root.
    /// </remarks>
    public IReadOnlyList<string> Find(string baseDirectory, IReadOnlyList<string> globs)
    {
        if (Below(Path.GetFullPath(baseDirectory)) is not { } relativeBase)
        {
            return [];
        }

        var matcher = new Matcher(StringComparison.Ordinal);
        var patterns = globs.Select(glob => glob.Replace('\\', '/'))
            .Where(glob => !IsRooted(glob))
            .Select(glob => RelativePath.Join(relativeBase, glob))
            .OfType<string>()
            .Where(glob => glob.Length > 0)
            .ToArray();
        if (patterns.Length == 0)
        {
            return [];
        }

        matcher.AddIncludePatterns(patterns);
        return [.. matcher.Execute(new WorkspaceFolder(new DirectoryInfo(_realRoot), _realRoot)).Files
            .Select(match => Absolute(match.Path))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Where a relative path of this workspace really leads, every link followed, for files that are not read as text; null where that is outside.</summary>
    /// <param name="relative">As a configuration writes it.</param>
    public string? RealPathInside(string relative)
    {
        if (relative.Contains('\0', StringComparison.Ordinal) || IsRooted(relative.Replace('\\', '/')))
        {
            return null;
        }

        var (status, real) = Locate(Path.GetFullPath(Path.Combine(_realRoot, relative)));
        return status == FileReadStatus.Ok ? real : null;
    }

    private static FileReadResult ReadLocated(string path, string real)
    {
        if (Directory.Exists(real))
        {
            return new FileReadResult(FileReadStatus.Unreadable, null, $"{path} is a folder; name a file.");
        }

        using var stream = new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > MaxFileBytes)
        {
            return TooLarge(path);
        }

        // Read to the end whatever the length says: some files grow, and some that the system makes up say 0.
        using var bytes = new MemoryStream((int)stream.Length);
        var buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > MaxFileBytes)
            {
                return TooLarge(path);
            }

            bytes.Write(buffer, 0, read);
        }

        return new FileReadResult(FileReadStatus.Ok, SourceText.FromBytes(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static FileReadResult TooLarge(string path) => new(
        FileReadStatus.TooLarge, null, $"{path} is larger than {MaxFileBytes / (1024 * 1024)} MiB. Split it, or leave it out of the globs.");

    private static FileReadResult Refused(FileReadStatus status, string path) => new(status, null, status == FileReadStatus.NotFound
        ? $"There is no file {path}."
        : $"{path} lies outside the workspace or leads out of it through a link; it was not opened. Copy the file into the workspace.");

    // Elsewhere a backslash is an ordinary letter of a file's name.
    private static string WithSlashes(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;

    private static bool IsRooted(string reference) =>
        reference.StartsWith('/') || (reference.Length > 1 && reference[1] == ':' && char.IsAsciiLetter(reference[0]));

    private string Absolute(string relative) => relative.Length == 0 ? RootPath : $"{RootPath.TrimEnd('/')}/{relative}";

    /// <summary>The path below the root, with slashes, by its letters alone; null where it is outside.</summary>
    private string? Below(string fullPath)
    {
        foreach (var root in new[] { _realRoot, _givenRoot })
        {
            if (RealPath.IsWithin(fullPath, root))
            {
                return WithSlashes(fullPath[root.Length..]).Trim('/');
            }
        }

        return null;
    }

    private (FileReadStatus Status, string Real) Locate(string path)
    {
        if (!Path.IsPathFullyQualified(path) || Below(Path.GetFullPath(path)) is not { } relative)
        {
            return (FileReadStatus.OutsideWorkspace, "");
        }

        var real = RealPath.Of(Path.Combine(_realRoot, relative));
        return real is not null && RealPath.IsWithin(real, _realRoot) ? (FileReadStatus.Ok, real) : (FileReadStatus.OutsideWorkspace, "");
    }
}
