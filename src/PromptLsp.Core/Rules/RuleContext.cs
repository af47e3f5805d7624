using PromptLsp.Core.Prompts;
using PromptLsp.Core.Symbols;
using PromptLsp.Core.Workspaces;

namespace PromptLsp.Core.Rules;

/// <summary>What a rule looks at.</summary>
/// <param name="Snapshot">The workspace.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Symbols">Its names.</param>
internal sealed record RuleContext(WorkspaceSnapshot Snapshot, PromptDocument Prompt, PromptSymbols Symbols);
