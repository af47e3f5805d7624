using Scriban.Syntax;

namespace PromptLsp.Core.Symbols;

/// <summary>
/// The names of a template that certainly have no value yet at the place that a walk has reached. Where that cannot be known (loops, functions,
/// partials, branches), a name counts as set.
/// </summary>
internal sealed class UnsetNames
{
    private readonly HashSet<string> _names = [];

    /// <summary>At the beginning of a template no name that it assigns has a value.</summary>
    public static UnsetNames AtStartOf(ScriptNode? page)
    {
        var unset = new UnsetNames();
        AssignedNames.Collect(page, unset._names);
        return unset;
    }

    /// <summary>True where the name has no value yet.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>The name has a value from here on.</summary>
    public void Set(string name) => _names.Remove(name);

    /// <summary>All that is assigned below a node may have a value from here on: a loop's body runs again, a function is called anywhere.</summary>
    public void SetAllBelow(ScriptNode? node)
    {
        var assigned = new HashSet<string>();
        AssignedNames.Collect(node, assigned);
        _names.ExceptWith(assigned);
    }

    /// <summary>Any name may have a value from here on: a partial or an imported object gives it.</summary>
    public void SetAll() => _names.Clear();
}
