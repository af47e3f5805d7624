namespace PromptLsp.Core.Workspaces;

/// <summary>Holds the current state of a workspace. One writer at a time; anybody may read <see cref="Current"/> at any moment.</summary>
public sealed class WorkspaceHost
{
    private volatile WorkspaceSnapshot _current;

    /// <summary>Opens a workspace without open documents.</summary>
    public WorkspaceHost(WorkspaceServices services)
    {
        _current = WorkspaceSnapshot.Create(services);
    }

    /// <summary>The newest snapshot.</summary>
    public WorkspaceSnapshot Current => _current;

    /// <summary>Makes the next snapshot. Short: nothing is parsed here.</summary>
    public WorkspaceSnapshot Apply(WorkspaceChange change)
    {
        _current = _current.With(change);
        return _current;
    }
}
