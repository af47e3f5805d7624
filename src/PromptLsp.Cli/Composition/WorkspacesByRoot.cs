namespace PromptLsp.Cli.Composition;

/// <summary>The workspaces of a command that takes many files: each is opened once. Not safe for concurrent callers.</summary>
/// <param name="root">The root where the user names it; null to find each file's own.</param>
internal sealed class WorkspacesByRoot(string? root) : IAsyncDisposable
{
    private readonly Dictionary<string, CliWorkspace> _opened = new(StringComparer.Ordinal);

    /// <summary>The workspace that a file or folder belongs to.</summary>
    /// <exception cref="CliException">Its configuration has errors, or there is no folder of the named root.</exception>
    public CliWorkspace Of(string path)
    {
        var key = root ?? WorkspaceRoot.Find(path);
        if (!_opened.TryGetValue(key, out var workspace))
        {
            _opened[key] = workspace = CliWorkspace.Open(path, key);
        }

        return workspace;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var workspace in _opened.Values)
        {
            await workspace.DisposeAsync();
        }
    }
}
