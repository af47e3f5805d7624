using PromptLsp.Core.Configuration;
using PromptLsp.Core.Files;
using PromptLsp.Core.Results;

namespace PromptLsp.Storage.Files;

/// <summary>Where the database of a workspace is. The configuration comes with the repository, so it is not trusted.</summary>
public static class StorePath
{
    /// <summary>The absolute path that <see cref="WorkspaceConfiguration.Store"/> means.</summary>
    /// <exception cref="StoreException"><see cref="StoreFailure.OutsideWorkspace"/>: it leaves the workspace, also through a link.</exception>
    public static string Of(IWorkspaceFiles files, WorkspaceConfiguration configuration)
    {
        var (status, path) = files.Resolve($"{files.RootPath}/{WorkspaceConfiguration.FileName}", configuration.Store);
        var full = status == FileReadStatus.Ok ? Path.GetFullPath(path) : "";
        if (full.Length > 0 && RealPath.Of(full) is { } real && RealPath.IsWithin(real, Path.GetFullPath(files.RootPath)))
        {
            return real;
        }

        throw new StoreException(
            StoreFailure.OutsideWorkspace,
            $"{WorkspaceConfiguration.FileName}: store '{configuration.Store}' leads out of the workspace {files.RootPath}. Name a file below it.");
    }
}
