namespace PromptLsp.Storage.Files;

/// <summary>Where a path really leads, with every symbolic link on its way followed (realpath of POSIX.1-2017).</summary>
internal static class RealPath
{
    // As Linux: more links than this on one way are taken for a loop.
    private const int MaxLinks = 40;

    /// <summary>How the file system compares names.</summary>
    internal static StringComparison Comparison { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The path without links; parts that do not exist stay as they are. Null where links go in a circle.</summary>
    /// <param name="path">Absolute.</param>
    internal static string? Of(string path)
    {
        var current = Path.GetPathRoot(path)!;
        var pending = new Stack<string>();
        Push(pending, path[current.Length..]);
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Combine(current, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            var targetRoot = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : "";
            current = targetRoot.Length > 0 ? targetRoot : current;
            Push(pending, target[targetRoot.Length..]);
        }

        return current;
    }

    /// <summary>True where <paramref name="path"/> is <paramref name="root"/> or below it; both without links.</summary>
    internal static bool IsWithin(string path, string root) =>
        path.StartsWith(root, Comparison)
        && (path.Length == root.Length || Path.EndsInDirectorySeparator(root) || IsSeparator(path[root.Length]));

    private static bool IsSeparator(char character) => character == Path.DirectorySeparatorChar || character == Path.AltDirectorySeparatorChar;

    private static void Push(Stack<string> pending, string relative)
    {
        var parts = relative.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i] != ".")
            {
                pending.Push(parts[i]);
            }
        }
    }
}
