using Xunit;

namespace PromptLsp.Testing;

/// <summary>
/// The reference data that stands beside the repository in development and in CI. Tests that need it skip elsewhere, and say so;
/// where <c>CI</c> is set its absence is a failure.
/// </summary>
public static class SharedData
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(RepositoryPaths.Root, "..", "shared"));

    /// <summary>True where the data is there.</summary>
    public static bool IsPresent => Directory.Exists(_root);

    /// <summary>The path of a file or folder below the reference data; skips the test where there is none.</summary>
    public static string PathOf(params string[] parts)
    {
        if (!IsPresent && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Assert.Skip($"needs the reference data at {_root}");
        }

        var path = Path.Combine([_root, .. parts]);
        Assert.True(Path.Exists(path), $"reference data missing: {path}");
        return path;
    }
}
