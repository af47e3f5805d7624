namespace PromptLsp.Core.Symbols;

/// <summary>The variables that can be seen at a place of a template.</summary>
internal sealed class TemplateScope(TemplateScope? outer)
{
    private readonly Dictionary<string, ScopedVariable> _variables = [];

    /// <summary>True inside <c>with</c>: a name may be a member of its object.</summary>
    public bool IsDynamic { get; set; }

    /// <summary>Declares a variable.</summary>
    public void Declare(string name, string? root, bool isElement) => _variables[name] = new ScopedVariable(root, isElement);

    /// <summary>The variable of that name that is nearest, or null.</summary>
    public ScopedVariable? Find(string name) => _variables.TryGetValue(name, out var found) ? found : outer?.Find(name);

    /// <summary>True where a loop or a function declares the name, not the template itself.</summary>
    public bool IsInner(string name) => outer is not null && (_variables.ContainsKey(name) || outer.IsInner(name));

    /// <summary>True here or in any scope around.</summary>
    public bool IsDynamicHere => IsDynamic || (outer?.IsDynamicHere ?? false);
}

/// <summary>A variable of the template.</summary>
/// <param name="Root">The input or context that its value comes from.</param>
/// <param name="IsElement">True where it is one element of it.</param>
internal sealed record ScopedVariable(string? Root, bool IsElement);
