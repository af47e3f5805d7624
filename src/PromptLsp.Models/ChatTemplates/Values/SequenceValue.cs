namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>Some values in order.</summary>
/// <param name="items">The values.</param>
/// <param name="kind">What it is.</param>
internal sealed class SequenceValue(IReadOnlyList<Value> items, SequenceKind kind = SequenceKind.List) : Value
{
    public IReadOnlyList<Value> Items { get; } = items;

    public SequenceKind Kind { get; } = kind;

    public override string TypeName => Kind switch { SequenceKind.List => "list", SequenceKind.Tuple => "tuple", _ => "view" };

    public override bool IsTruthy => Items.Count > 0;
}
