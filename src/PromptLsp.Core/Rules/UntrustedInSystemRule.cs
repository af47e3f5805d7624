using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Rules;

/// <summary>What a stranger writes must not stand where the model takes its rules from.</summary>
internal sealed class UntrustedInSystemRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var prompt = context.Prompt;
        var untrusted = prompt.Definition.Inputs.Where(input => input.IsUntrusted).Select(input => input.Name).ToHashSet();
        foreach (var reference in context.Symbols.References.Where(reference => !reference.IsWrite && reference.Root is { } root && untrusted.Contains(root)))
        {
            var span = reference.IncludedAt ?? reference.Span;
            if (prompt.Syntax.Body.Contains(span) && prompt.Syntax.MessageAt(span.Start) is { Role: PromptRole.System or PromptRole.Developer } message)
            {
                yield return new Diagnostic(
                    DiagnosticCodes.UntrustedInSystem,
                    DiagnosticSeverity.Warning,
                    span,
                    $"The untrusted input `{reference.Root}` reaches the {message.Role.ToWord()} message. Move it into a user message.");
            }
        }
    }
}
