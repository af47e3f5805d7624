using Scriban.Syntax;

namespace PromptLsp.Core.Symbols;

/// <summary>The names that a template gives values to, wherever in it: order does not count, so that a loop may read what it sets later.</summary>
internal static class AssignedNames
{
    /// <summary>Adds the names assigned, captured or declared as functions under <paramref name="node"/>.</summary>
    public static void Collect(ScriptNode? node, ISet<string> names)
    {
        switch (node)
        {
            case null:
                return;
            case ScriptAssignExpression { Target: ScriptVariableGlobal target }:
                names.Add(target.Name);
                break;
            case ScriptCaptureStatement { Target: ScriptVariableGlobal target }:
                names.Add(target.Name);
                break;
            case ScriptFunction { NameOrDoToken: ScriptVariableGlobal function }:
                names.Add(function.Name);
                break;
            case ScriptIncrementDecrementExpression { Right: ScriptVariableGlobal target }:
                names.Add(target.Name);
                break;
            default:
                break;
        }

        foreach (var child in node.Children)
        {
            Collect(child, names);
        }
    }
}
