using System.Collections.Immutable;
using PromptLsp.Core.Configuration;
using PromptLsp.Core.Files;

namespace PromptLsp.Core.Drift;

/// <summary>Tells how providers' counts differ from ours. Safe for concurrent callers.</summary>
public interface ITokenDriftSource
{
    /// <summary>A line for each model that both have counted; none where nothing was called yet or the results cannot be read.</summary>
    /// <param name="files">The workspace.</param>
    /// <param name="configuration">Names its results.</param>
    ImmutableArray<TokenDrift> Read(IWorkspaceFiles files, WorkspaceConfiguration configuration);
}
