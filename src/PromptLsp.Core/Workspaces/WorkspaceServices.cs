using System.Collections.Immutable;
using PromptLsp.Core.Drift;
using PromptLsp.Core.Files;
using PromptLsp.Core.Rows;
using PromptLsp.Core.Tokens;

namespace PromptLsp.Core.Workspaces;

/// <summary>What a workspace needs from outside.</summary>
/// <param name="Files">The files on disk.</param>
/// <param name="TokenCounters">The tokenizers.</param>
/// <param name="Time">The clock.</param>
/// <param name="Analyzers">Analyzers of documents that are no prompts.</param>
public sealed record WorkspaceServices(
    IWorkspaceFiles Files, ITokenCounterProvider TokenCounters, TimeProvider Time, ImmutableArray<IDocumentAnalyzer> Analyzers)
{
    /// <summary>Reads the rows of suites.</summary>
    public IPromptRows Rows { get; init; } = NoRows.Instance;

    /// <summary>Tells how providers' counts differ from ours.</summary>
    public ITokenDriftSource Drift { get; init; } = NoDrift.Instance;
}
