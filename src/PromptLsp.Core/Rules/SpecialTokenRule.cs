using PromptLsp.Core.Tokens;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rules;

/// <summary>Literals of special tokens in a template: they count as text here, and some servers read them as the end of a message.</summary>
internal sealed class SpecialTokenRule : IPromptRule
{
    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var tree = context.Prompt.Syntax;
        foreach (var (start, end) in SpecialTokenLiterals.Find(tree.Source.Text).Where(literal => literal.Start >= tree.Body.Start))
        {
            yield return new Diagnostic(
                DiagnosticCodes.SpecialTokenLiteral,
                DiagnosticSeverity.Warning,
                new TextSpan(start, end),
                $"`{tree.Source.Text[start..end]}` looks like a special token. It counts and is sent as ordinary text, but a server may take it for the token; write it another way, or remove it.");
        }
    }
}
