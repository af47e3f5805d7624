using System.Collections.Immutable;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Workspaces;

/// <summary>Something that happened to a workspace.</summary>
public abstract record WorkspaceChange
{
    private WorkspaceChange()
    {
    }

    /// <summary>A document was opened, or its text changed.</summary>
    /// <param name="Path">Absolute path, or the URI of a document that is no file.</param>
    /// <param name="Text">The new text.</param>
    /// <param name="Version">The editor's number for it.</param>
    public sealed record DocumentSet(string Path, SourceText Text, int? Version) : WorkspaceChange;

    /// <summary>A document was closed: the disk counts again.</summary>
    public sealed record DocumentClosed(string Path) : WorkspaceChange;

    /// <summary>Files changed on disk.</summary>
    public sealed record FilesChanged(ImmutableArray<string> Paths) : WorkspaceChange;
}
