using System.Collections.Immutable;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Files;

namespace PromptLsp.Core.Drift;

/// <summary>For workspaces whose calls nobody keeps.</summary>
public sealed class NoDrift : ITokenDriftSource
{
    /// <summary>The only one.</summary>
    public static NoDrift Instance { get; } = new();

    /// <inheritdoc/>
    public ImmutableArray<TokenDrift> Read(IWorkspaceFiles files, WorkspaceConfiguration configuration) => [];
}
