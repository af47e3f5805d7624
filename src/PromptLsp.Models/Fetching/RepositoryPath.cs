using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Fetching;

/// <summary>Paths of files as a server names them. They become paths on this machine, so they are checked letter by letter.</summary>
internal static class RepositoryPath
{
    private const int Longest = 240;

    /// <exception cref="ModelInstallException">It could lead out of the folder, or is no name on some system.</exception>
    public static string Check(string path) => IsSafe(path)
        ? path
        : throw new ModelInstallException($"The server names a file '{Shown(path)}': such a name is not written. Fetch the model from elsewhere.");

    private static bool IsSafe(string path) => path.Length is > 0 and <= Longest && path.Split('/').All(IsSafePart);

    private static bool IsSafePart(string part) =>
        part.Length > 0 && part.Trim('.').Length > 0 && !part.StartsWith('.') && !part.EndsWith('.') && part.Trim() == part
        && part.All(letter => letter >= ' ' && letter != '\u007F' && !@"\:*?""<>|".Contains(letter));

    private static string Shown(string path) => new([.. path.Take(Longest).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
