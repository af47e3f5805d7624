using PromptLsp.Core.Workspaces;
using PromptLsp.Server.Commands;

namespace PromptLsp.Server;

/// <summary>What the server needs from outside.</summary>
public sealed record ServerServices
{
    /// <summary>Version of the product, as shown to the editor.</summary>
    public required string Version { get; init; }

    /// <summary>Opens the workspace with this root: an absolute path with forward slashes. Quick: it is called on the queue.</summary>
    public required Func<string, WorkspaceServices> OpenWorkspace { get; init; }

    /// <summary>Renders, runs and evaluates prompts.</summary>
    public required IPromptCommands Commands { get; init; }

    /// <summary>Called when nobody has worked for a moment, such as to give memory back.</summary>
    public Action Idle { get; init; } = () => { };

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
