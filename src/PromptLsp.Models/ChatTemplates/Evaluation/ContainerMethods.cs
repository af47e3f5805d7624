using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The methods of dictionaries and lists. Those that change them are not allowed in a chat template.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class ContainerMethods(RenderState state)
{
    /// <summary>The method of a dictionary, or null where it has none of that name.</summary>
    public CallableValue? Find(MapValue map, string name) => name switch
    {
        "items" => Method(name, _ => View(Pairs(map))),
        "keys" => Method(name, _ => View(map.Entries.Select(entry => (Value)entry.Key))),
        "values" => Method(name, _ => View(map.Entries.Select(entry => entry.Value))),
        "copy" => Method(name, _ => map),
        "get" => new CallableValue(name, given => Get(map, given)),
        "clear" or "pop" or "popitem" or "setdefault" or "update" => throw Unchangeable(name),
        "fromkeys" => throw state.Unsupported("the method 'fromkeys'"),
        _ => null,
    };

    /// <summary>The method of a list or tuple, or null where it has none of that name.</summary>
    public CallableValue? Find(SequenceValue list, string name) => name switch
    {
        "count" => new CallableValue(name, given => Count(list, given)),
        "append" or "clear" or "extend" or "insert" or "pop" or "remove" or "reverse" or "sort" => throw Unchangeable(name),
        "copy" or "index" => throw state.Unsupported($"the method '{name}' of a list"),
        _ => null,
    };

    /// <summary>The entries as pairs.</summary>
    public static IEnumerable<Value> Pairs(MapValue map) =>
        map.Entries.Select(entry => (Value)new SequenceValue([entry.Key, entry.Value], SequenceKind.Tuple));

    private static SequenceValue View(IEnumerable<Value> items) => new([.. items], SequenceKind.View);

    private CallableValue Method(string name, Func<Arguments, Value> call) => new(name, given => call(new Arguments(state, name, given)));

    private Value Get(MapValue map, CallArguments given)
    {
        var arguments = new Arguments(state, "get", given, "key", "default");
        return (arguments.Require("key") is TextValue key ? map.Find(key.Text) : null) ?? arguments.Find("default") ?? NoneValue.Instance;
    }

    private IntegerValue Count(SequenceValue list, CallArguments given)
    {
        var item = new Arguments(state, "count", given, "value").Require("value");
        return new IntegerValue(list.Items.Count(other => PythonComparison.AreEqual(state, other, item)), IsContent: false);
    }

    private ChatTemplateException Unchangeable(string name) => state.Fail($"'{name}' would change a value: chat templates must not.");
}
