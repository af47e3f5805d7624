namespace PromptLsp.Models.ChatTemplates.Values;

/// <summary>The variable <c>loop</c>.</summary>
/// <param name="items">What is looped over.</param>
internal sealed class LoopValue(IReadOnlyList<Value> items) : Value
{
    /// <summary>The item at hand, from 0.</summary>
    public int Index { get; set; }

    public override string TypeName => "loop";

    public override bool IsTruthy => true;

    /// <summary>An attribute, or null where there is none of that name.</summary>
    public Value? Find(string name) => name switch
    {
        "index" => Number(Index + 1),
        "index0" => Number(Index),
        "revindex" => Number(items.Count - Index),
        "revindex0" => Number(items.Count - Index - 1),
        "first" => BooleanValue.Of(Index == 0),
        "last" => BooleanValue.Of(Index == items.Count - 1),
        "length" => Number(items.Count),

        // Only recursion makes a loop deeper, and that is not supported.
        "depth" => Number(1),
        "depth0" => Number(0),
        "previtem" => Index > 0 ? items[Index - 1] : new UndefinedValue("there is no previous item"),
        "nextitem" => Index < items.Count - 1 ? items[Index + 1] : new UndefinedValue("there is no next item"),
        _ => null,
    };

    /// <summary>One of the values by turns.</summary>
    public Value Cycle(IReadOnlyList<Value> values) => values[Index % values.Count];

    private static IntegerValue Number(int value) => new(value, IsContent: false);
}
