namespace PromptLsp.ProtocolGenerator.Emit;

/// <summary>A meta model's type in C#.</summary>
/// <param name="Name">The type without its question mark.</param>
/// <param name="IsNullable">True where null is one of its values.</param>
public sealed record CSharpType(string Name, bool IsNullable = false)
{
    /// <summary>What the JSON of the type looks like: how a union tells its alternatives apart.</summary>
    public required JsonForm Form { get; init; }
}

/// <summary>What a JSON value must look like to be of a type.</summary>
/// <param name="Kind">The member of <c>JsonForm</c>: <c>String</c>, <c>Number</c>, <c>Boolean</c>, <c>Object</c>, <c>Array</c>, <c>Any</c>.</param>
public sealed record JsonForm(string Kind)
{
    /// <summary>Properties that an object must have.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Properties of an object that hold one certain string.</summary>
    public IReadOnlyList<(string Name, string Value)> Constants { get; init; } = [];

    /// <summary>For an array: the form of its first element, where there is one.</summary>
    public JsonForm? Element { get; init; }
}
