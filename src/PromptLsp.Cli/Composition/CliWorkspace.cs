using PromptLsp.Core.Workspaces;
using PromptLsp.Models.Devices;
using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Cli.Composition;

/// <summary>The workspace that a command works in.</summary>
internal sealed class CliWorkspace : IAsyncDisposable
{
    private readonly ProcessModels _models;

    private CliWorkspace(string rootPath, DeviceRequest device)
    {
        _models = new ProcessModels(device);
        Runtime = new WorkspaceRuntime(new WorkspaceHost(WorkspaceRuntime.ServicesFor(rootPath)).Current, _models);
    }

    /// <summary>What it runs on.</summary>
    public WorkspaceRuntime Runtime { get; }

    /// <summary>The workspace.</summary>
    public WorkspaceSnapshot Snapshot => Runtime.Snapshot;

    /// <summary>The root, absolute.</summary>
    public string RootPath => Snapshot.Files.RootPath;

    /// <summary>Opens the workspace that a path belongs to.</summary>
    /// <param name="path">A file or folder in it.</param>
    /// <param name="root">The root where the user names it; null to find it.</param>
    /// <param name="device">What local models compute on.</param>
    /// <exception cref="CliException">The configuration has errors.</exception>
    public static CliWorkspace Open(string path, string? root, DeviceRequest device = DeviceRequest.Auto)
    {
        var workspace = OpenUnchecked(path, root, device);
        var configuration = workspace.Snapshot.Configuration;
        var errors = configuration.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            var lines = errors.Select(error => $"{workspace.RootPath}/{Core.Configuration.WorkspaceConfiguration.FileName}:{configuration.Source!.PositionOf(error.Span.Start)}: {error.Message}");
            throw new CliException(ExitCode.Usage, string.Join("\n", lines));
        }

        return workspace;
    }

    /// <summary>Opens it whatever the configuration holds: for commands that report it.</summary>
    /// <exception cref="CliException">There is no folder <paramref name="root"/>.</exception>
    public static CliWorkspace OpenUnchecked(string path, string? root, DeviceRequest device = DeviceRequest.Auto) =>
        new(root is null ? WorkspaceRoot.Find(path) : WorkspaceRoot.Named(root), device);

    /// <summary>The workspace's name for a path given on the command line: absolute, with forward slashes.</summary>
    /// <exception cref="CliException">The path is empty: a script's variable without a value, most often.</exception>
    public static string Absolute(string path) => path.Length == 0
        ? throw new CliException(ExitCode.Usage, "a path is empty: name a file or folder.")
        : Path.GetFullPath(path).Replace('\\', '/');

    /// <summary>A path of the workspace as people read it: relative to the root.</summary>
    public string Relative(string path) => Path.GetRelativePath(RootPath, path).Replace('\\', '/');

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Runtime.DisposeAsync();
        await _models.DisposeAsync();
    }
}
