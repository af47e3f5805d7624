using PromptLsp.Syntax.Diagnostics;

namespace PromptLsp.Core.Rules;

/// <summary>A check of a prompt. Pure; safe for concurrent callers.</summary>
internal interface IPromptRule
{
    /// <summary>The findings in the prompt's own file.</summary>
    IEnumerable<Diagnostic> Check(RuleContext context);
}
