using System.Collections.Immutable;
using PromptLsp.Core.Files;

namespace PromptLsp.Core.Rows;

/// <summary>For workspaces whose suites nobody reads.</summary>
public sealed class NoRows : IPromptRows
{
    /// <summary>The only one.</summary>
    public static NoRows Instance { get; } = new();

    /// <inheritdoc/>
    public ImmutableArray<PromptRow> Read(string suitePath, IWorkspaceFiles files, CancellationToken cancellationToken) => [];
}
