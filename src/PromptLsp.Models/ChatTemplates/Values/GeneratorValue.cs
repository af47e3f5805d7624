namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>What <c>map</c>, <c>select</c> and their like give: true even when empty, without length, and gone when it was read once.</summary>
/// <param name="items">What it will give.</param>
internal sealed class GeneratorValue(IReadOnlyList<Value> items) : Value
{
    private IReadOnlyList<Value> _items = items;

    public override string TypeName => "generator";

    public override bool IsTruthy => true;

    /// <summary>Its values; nothing from the second time on.</summary>
    public IReadOnlyList<Value> TakeAll()
    {
        var items = _items;
        _items = [];
        return items;
    }
}
