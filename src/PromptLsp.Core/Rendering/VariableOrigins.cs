using Scriban.Syntax;

namespace PromptLsp.Core.Rendering;

/// <summary>Tells from which input a value comes: through loop variables and assignments back to the root.</summary>
internal sealed class VariableOrigins
{
    private readonly Dictionary<string, string> _roots = [];

    /// <summary>Notes that <paramref name="name"/> now holds (a part of) what <paramref name="expression"/> comes from.</summary>
    public void Bind(string name, ScriptNode? expression)
    {
        if (FirstVariable(expression) is { } variable && RootOf(variable.Name) is var root && root != name)
        {
            _roots[name] = root;
        }
    }

    /// <summary>The root input and the path as written; nulls where the expression comes from no variable.</summary>
    public (string? Root, string? Path) Find(ScriptNode? expression)
    {
        var variable = FirstVariable(expression);
        return variable is null ? (null, null) : (RootOf(variable.Name), PathOf(variable));
    }

    private string RootOf(string name) => _roots.TryGetValue(name, out var root) ? root : name;

    /// <summary>The member chain that begins with the variable, such as <c>d.text</c>.</summary>
    private static string PathOf(ScriptVariable variable)
    {
        var path = variable.Name;
        for (ScriptNode node = variable; node.Parent is ScriptMemberExpression member && ReferenceEquals(member.Target, node); node = member)
        {
            path += "." + member.Member?.Name;
        }

        return path;
    }

    /// <summary>The first variable that an expression reads, in the order of the text; names of functions do not count.</summary>
    private static ScriptVariable? FirstVariable(ScriptNode? node) => node switch
    {
        null or ScriptLiteral => null,
        ScriptVariable variable => variable,
        ScriptMemberExpression member => FirstVariable(member.Target) is { } found && !IsFunctionGroup(found.Name) ? found : null,
        ScriptFunctionCall call => call.Arguments.Select(FirstVariable).FirstOrDefault(found => found is not null),
        ScriptPipeCall pipe => FirstVariable(pipe.From) ?? FirstVariable(pipe.To as ScriptFunctionCall),
        ScriptAssignExpression assign => FirstVariable(assign.Value),
        _ => node.Children.Select(FirstVariable).FirstOrDefault(found => found is not null),
    };

    private static bool IsFunctionGroup(string name) =>
        name is "array" or "date" or "html" or "math" or "object" or "regex" or "string" or "timespan";
}
