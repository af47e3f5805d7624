using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>Attributes and items: <c>value.name</c> looks for an attribute first, <c>value[key]</c> for an item first, as Jinja does.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class Members(RenderState state)
{
    private readonly TextMethods _texts = new(state);
    private readonly ContainerMethods _containers = new(state);

    /// <summary><c>target.name</c>.</summary>
    public Value Attribute(Value target, string name)
    {
        if (target is UndefinedValue undefined)
        {
            throw state.Undefined(undefined);
        }

        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            throw state.Fail($"the attribute '{name}' is not allowed.");
        }

        return Own(target, name) ?? (target as MapValue)?.Find(name) ?? Missing(target, name);
    }

    /// <summary><c>target[key]</c>.</summary>
    public Value Item(Value target, Value key)
    {
        switch (target, key)
        {
            case (UndefinedValue undefined, _):
                throw state.Undefined(undefined);
            case (SequenceValue { Kind: SequenceKind.View }, IntegerValue):
                throw state.Unsupported("an index of a view");
            case (SequenceValue list, IntegerValue index):
                return At(list, index.Number) ?? Missing(target, $"index {index.Number}");
            case (TextValue text, IntegerValue index):
                return (Value?)Slices.CodePoint(text, index.Number) ?? Missing(target, $"index {index.Number}");
            case (_, TextValue name):
                return (target as MapValue)?.Find(name.Text) ?? Own(target, name.Text) ?? Missing(target, name.Text);
            default:
                return Missing(target, key.TypeName);
        }
    }

    /// <summary>Follows a path such as <c>function.name</c> or <c>0</c>, as the filters with an attribute do.</summary>
    public Value Path(Value target, string path)
    {
        foreach (var part in path.Split('.'))
        {
            target = Item(target, int.TryParse(part, out var index) ? new IntegerValue(index, IsContent: false) : TextValue.OfTemplate(part));
        }

        return target;
    }

    private static Value? At(SequenceValue list, long index)
    {
        var at = index < 0 ? index + list.Items.Count : index;
        return at >= 0 && at < list.Items.Count ? list.Items[(int)at] : null;
    }

    private static UndefinedValue Missing(Value target, string name) => new($"a value of type {target.TypeName} has no {name}");

    private Value? Own(Value target, string name) => target switch
    {
        TextValue text => _texts.Find(text, name),
        MapValue map => _containers.Find(map, name),
        SequenceValue list => _containers.Find(list, name),
        NamespaceValue space => space.Attributes.GetValueOrDefault(name),
        LoopValue loop => loop.Find(name) ?? LoopMethod(loop, name),
        _ => null,
    };

    private CallableValue? LoopMethod(LoopValue loop, string name) => name switch
    {
        "cycle" => new CallableValue("loop.cycle", arguments => arguments.Positional.Count == 0
            ? throw state.Fail("'loop.cycle' needs values.")
            : loop.Cycle(arguments.Positional)),
        "changed" => throw state.Unsupported("'loop.changed'"),
        _ => null,
    };
}
