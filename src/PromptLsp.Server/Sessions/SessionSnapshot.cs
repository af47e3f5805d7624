using System.Collections.Immutable;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Server.Sessions;

/// <summary>All that a request may read, as it was when the request left the queue. Immutable.</summary>
/// <param name="Client">What the editor can do.</param>
/// <param name="Settings">What the user set.</param>
/// <param name="Workspaces">The workspaces by their roots.</param>
/// <param name="Documents">The open documents by path, with the root of their workspace and their URI as the editor wrote it.</param>
internal sealed record SessionSnapshot(
    ClientProfile Client,
    EditorSettings Settings,
    ImmutableSortedDictionary<string, WorkspaceSnapshot> Workspaces,
    ImmutableSortedDictionary<string, OpenDocumentEntry> Documents)
{
    /// <summary>A session before <c>initialize</c>.</summary>
    public static SessionSnapshot Empty { get; } = new(
        new ClientProfile(),
        new EditorSettings(),
        ImmutableSortedDictionary.Create<string, WorkspaceSnapshot>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, OpenDocumentEntry>(StringComparer.Ordinal));

    /// <summary>The workspace of a document; null for one that is neither open nor in a folder of the editor.</summary>
    public WorkspaceSnapshot? WorkspaceOf(string path) =>
        (Documents.TryGetValue(path, out var entry) ? entry.Root : RootOf(path)) is { } root ? Workspaces.GetValueOrDefault(root) : null;

    /// <summary>The innermost root that holds a path, or null.</summary>
    public string? RootOf(string path) => Workspaces.Keys.Where(root => Holds(root, path)).MaxBy(root => root.Length);

    /// <summary>The URI of a path: as the editor wrote it where the document is open.</summary>
    public string UriOf(string path) => Documents.TryGetValue(path, out var entry) ? entry.Uri : ToProto.Uri(path);

    private static bool Holds(string root, string path) =>
        path.StartsWith(root, StringComparison.Ordinal) && (root.EndsWith('/') || path.Length == root.Length || path[root.Length] == '/');
}

/// <summary>An open document's place.</summary>
/// <param name="Root">Root of its workspace.</param>
/// <param name="Uri">Its URI as the editor wrote it.</param>
/// <param name="Opening">Number of this opening in the session, from 1: a document that was closed and opened again has another one.</param>
internal sealed record OpenDocumentEntry(string Root, string Uri, int Opening);
