using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PromptLsp.Models.Loading;

/// <summary>Reads and verifies the files of models. Safe for concurrent callers.</summary>
public static class ModelFiles
{
    private static readonly ConcurrentDictionary<Stamp, string> _hashes = new();

    /// <summary>
    /// Compares a file with size and SHA-256 of the manifest. A file is hashed once a process, and again when its size or time of writing changes.
    /// </summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="expected">What the manifest says.</param>
    /// <exception cref="ModelFileMissingException">It is not there or cannot be read.</exception>
    /// <exception cref="ModelFileDamagedException">It is another file.</exception>
    public static void Verify(string path, ManifestFile expected)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw Missing(path);
        }

        if (info.Length != expected.Bytes)
        {
            throw new ModelFileDamagedException(path,
                $"{path}: {info.Length} bytes instead of {expected.Bytes}: it is cut short or another file{LfsHint(info)}. Restore it from the release or fetch the model again.");
        }

        var stamp = new Stamp(path, info.Length, info.LastWriteTimeUtc.Ticks);
        if (!_hashes.TryGetValue(stamp, out var actual))
        {
            actual = Hash(path);
            _hashes[stamp] = actual;
        }

        if (!string.Equals(actual, expected.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelFileDamagedException(path,
                $"{path}: its SHA-256 is {actual}, the manifest says {expected.Sha256}: the file is damaged or altered. Restore it from the release or fetch the model again.");
        }
    }

    /// <summary>Verifies every file that the manifest lists; where none is listed, that the model's and the tokenizer's are there.</summary>
    /// <param name="folder">The model.</param>
    /// <exception cref="ModelLoadException">The first file that is missing or damaged.</exception>
    public static void VerifyAll(ModelFolder folder)
    {
        foreach (var file in folder.Manifest.Files)
        {
            Verify(folder.Resolve(file.Path), file);
        }

        if (folder.Manifest.Files.Count == 0)
        {
            RequireFile(folder.ModelPath);
            RequireFile(folder.TokenizerPath);
        }
    }

    /// <summary>Size and SHA-256 of a file as it is.</summary>
    internal static ManifestFile Describe(string folder, string relativePath)
    {
        var path = Path.Combine(folder, relativePath);
        return new ManifestFile(relativePath, new FileInfo(path).Length, Hash(path));
    }

    /// <summary>Verifies the tokenizer's file alone.</summary>
    internal static void VerifyTokenizer(ModelFolder folder)
    {
        var path = folder.TokenizerPath;
        if (folder.Manifest.Files.FirstOrDefault(file => file.Path == folder.Manifest.TokenizerFile) is { } listed)
        {
            Verify(path, listed);
        }
        else
        {
            RequireFile(path);
        }
    }

    internal static byte[] ReadAllBytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static void RequireFile(string path)
    {
        if (!File.Exists(path))
        {
            throw Missing(path);
        }
    }

    /// <summary>Reads a file that may not be larger than a limit.</summary>
    internal static byte[] ReadAllBytes(string path, long maxBytes)
    {
        var info = new FileInfo(path);
        return info.Exists && info.Length > maxBytes
            ? throw new ModelFormatException(path, $"{path}: {info.Length} bytes; files of more than {maxBytes} are not read.")
            : ReadAllBytes(path);
    }

    private static string Hash(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.SequentialScan);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    internal static ModelFileMissingException Missing(string path, Exception? cause = null) =>
        new(path, $"{path}: this file of the model is missing. Restore it from the release or fetch the model again.", cause);

    internal static ModelFileMissingException Unreadable(string path, Exception cause) =>
        new(path, $"{path}: this file of the model cannot be read: {cause.Message} Check the permissions.", cause);

    private static string LfsHint(FileInfo info) => info.Length < 1024 ? " (perhaps the pointer of a large-file storage: fetch the real file)" : "";

    private readonly record struct Stamp(string Path, long Bytes, long WrittenTicks);
}
