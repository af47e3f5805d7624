using PromptLsp.Core.Prompts;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Core.Rules;

/// <summary>What a rule looks at.</summary>
/// <param name="Analysis">All that is known of the prompt.</param>
internal sealed record RuleContext(PromptAnalysis Analysis)
{
    /// <summary>The workspace.</summary>
    public WorkspaceSnapshot Snapshot => Analysis.Snapshot;

    /// <summary>The prompt.</summary>
    public PromptDocument Prompt => Analysis.Prompt;

    /// <summary>Its names.</summary>
    public PromptSymbols Symbols => Analysis.Symbols;
}
