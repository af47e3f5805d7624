using System.Collections.Immutable;
using PromptLsp.Core.Files;

namespace PromptLsp.Core.Workspaces;

/// <summary>The files of a workspace with the editor's documents laid over them.</summary>
internal sealed class OverlayFiles(IWorkspaceFiles files, ImmutableDictionary<string, OpenDocument> documents) : IWorkspaceFiles
{
    /// <inheritdoc/>
    public string RootPath => files.RootPath;

    /// <inheritdoc/>
    public FileReadResult Read(string path) =>
        documents.TryGetValue(path, out var document) ? new FileReadResult(FileReadStatus.Ok, document.Text) : files.Read(path);

    /// <inheritdoc/>
    public (FileReadStatus Status, string Path) Resolve(string baseFile, string reference) => files.Resolve(baseFile, reference);

    /// <inheritdoc/>
    public IReadOnlyList<string> Find(string baseDirectory, IReadOnlyList<string> globs) => files.Find(baseDirectory, globs);
}
