using PromptLsp.Core.Prompts;
using PromptLsp.Core.Symbols;
using PromptLsp.Syntax.Diagnostics;
using PromptLsp.Syntax.Text;

namespace PromptLsp.Core.Rules;

/// <summary>A member that the declaration does not have renders as nothing.</summary>
internal sealed class UnknownPropertyRule : IPromptRule
{
    private static readonly string[] _messageProperties = ["role", "content"];

    /// <inheritdoc/>
    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        foreach (var reference in context.Symbols.References.Where(reference => !reference.Members.IsEmpty && reference.FilePath == context.Prompt.Path))
        {
            var known = PropertiesOf(context.Prompt.Definition, reference);
            var member = reference.Members[0];
            if (known.Count > 0 && !known.Contains(member.Name) && !IsListMember(reference, member.Name))
            {
                yield return Unknown(reference, member, known);
            }
        }
    }

    /// <summary>The members that a value is declared to have; none where nothing is declared.</summary>
    public static IReadOnlyList<string> PropertiesOf(PromptDefinition definition, VariableReference reference)
    {
        if (reference.Root is not { } root)
        {
            return [];
        }

        if (definition.FindContext(root) is not null)
        {
            return reference.IsElement ? ContextDeclaration.Properties : [];
        }

        return definition.FindInput(root) switch
        {
            { Type: InputType.Object } input when !reference.IsElement => input.Properties,
            { Type: InputType.Array } input when reference.IsElement => input.Properties,
            { Type: InputType.Messages } when reference.IsElement => _messageProperties,
            _ => [],
        };
    }

    private static bool IsListMember(VariableReference reference, string member) => !reference.IsElement && member is "size" or "count";

    private static Diagnostic Unknown(VariableReference reference, MemberReference member, IReadOnlyList<string> known)
    {
        var suggestion = EditDistance.Closest(member.Name, known);
        var hint = suggestion is null ? $"It has {string.Join(", ", known)}." : $"Did you mean `{suggestion.Word}`?";
        return new Diagnostic(
            DiagnosticCodes.UnknownProperty, DiagnosticSeverity.Warning, member.Span, $"`{reference.Name}` has no `{member.Name}`. {hint}")
        {
            Fixes = suggestion is null ? [] : [new DiagnosticFix($"Change to `{suggestion.Word}`", [new TextEdit(member.Span, suggestion.Word)])],
        };
    }
}
