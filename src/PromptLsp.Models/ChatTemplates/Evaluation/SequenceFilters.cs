using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The filters on lists, dictionaries and texts as a whole.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class SequenceFilters(RenderState state)
{
    private readonly Members _members = new(state);

    /// <summary>What the filter gives, or null where it is none of these.</summary>
    public Value? Find(string name, Value input, CallArguments given) => name switch
    {
        "length" or "count" => Plain(name, given, () => Number(Length(input))),
        "first" => Plain(name, given, () => Items(input).FirstOrDefault() ?? new UndefinedValue("there is no first item")),
        "last" => Plain(name, given, () => Countable(input).LastOrDefault() ?? new UndefinedValue("there is no last item")),
        "list" => Plain(name, given, () => new SequenceValue(Items(input))),
        "items" => Plain(name, given, () => Pairs(input)),
        "reverse" => Plain(name, given, () => Reverse(input)),
        "join" => Join(input, Bind(name, given, "d", "attribute")),
        "sort" => Sort(input, Bind(name, given, "reverse", "case_sensitive", "attribute")),
        "unique" => Unique(input, Bind(name, given, "case_sensitive", "attribute")),
        "dictsort" => Plain(name, given, () => SortMap(input)),
        "min" or "max" => Extreme(name, input, Bind(name, given, "case_sensitive", "attribute")),
        "sum" => Sum(input, Bind(name, given, "attribute", "start")),
        _ => null,
    };

    private static IntegerValue Number(long value) => new(value, IsContent: false);

    private IReadOnlyList<Value> Items(Value value) => Iteration.Items(state, value);

    // Generators cannot be read from their end.
    private IReadOnlyList<Value> Countable(Value value) => value is GeneratorValue ? throw state.Fail("a generator has no last item: use 'list' first.") : Items(value);

    private Arguments Bind(string name, CallArguments given, params string[] parameters) => new(state, name, given, parameters);

    private Value Plain(string name, CallArguments given, Func<Value> apply)
    {
        Bind(name, given);
        return apply();
    }

    private long Length(Value value) => value switch
    {
        TextValue text => PythonText.Length(text.Text),
        SequenceValue sequence => sequence.Items.Count,
        MapValue map => map.Count,
        UndefinedValue => 0,
        _ => throw state.Fail($"a value of type {value.TypeName} has no length."),
    };

    private GeneratorValue Pairs(Value input) => input switch
    {
        UndefinedValue => new GeneratorValue([]),
        MapValue map => new GeneratorValue([.. ContainerMethods.Pairs(map)]),
        _ => throw state.Fail($"'items' takes a dictionary, not {input.TypeName}."),
    };

    private Value Reverse(Value input)
    {
        if (input is TextValue)
        {
            return new Slices(state).Take(input, null, null, new IntegerValue(-1, IsContent: false));
        }

        return new GeneratorValue([.. Items(input).Reverse()]);
    }

    private TextValue Join(Value input, Arguments arguments)
    {
        var items = Items(input);
        if (arguments.Text("attribute") is { } path)
        {
            items = [.. items.Select(item => _members.Path(item, path.Text))];
        }

        var separator = arguments.Find("d") is { } given ? PythonText.Str(state, given) : TextValue.Empty;
        return new TextOperations(state).Join(separator, items, mustBeText: false);
    }

    private Func<Value, Value> Key(Arguments arguments)
    {
        var path = arguments.Text("attribute")?.Text;
        if (path?.Contains(',') == true)
        {
            throw state.Unsupported("several attributes at once");
        }

        var isExact = arguments.Flag("case_sensitive");
        return item =>
        {
            var value = path is null ? item : _members.Path(item, path);
            return value is TextValue text && !isExact ? new TextOperations(state).Lower(text) : value;
        };
    }

    private SequenceValue Sort(Value input, Arguments arguments)
    {
        var key = Key(arguments);
        var order = Comparer<Value>.Create((left, right) => PythonComparison.Compare(state, left, right));
        var items = Items(input);
        return new SequenceValue(arguments.Flag("reverse") ? [.. items.Reverse().OrderBy(key, order).Reverse()] : [.. items.OrderBy(key, order)]);
    }

    private GeneratorValue Unique(Value input, Arguments arguments)
    {
        var key = Key(arguments);
        var seen = new List<Value>();
        var items = new List<Value>();
        foreach (var item in Items(input))
        {
            var value = key(item);
            if (!seen.Any(other => PythonComparison.AreEqual(state, other, value)))
            {
                seen.Add(value);
                items.Add(item);
            }
        }

        return new GeneratorValue(items);
    }

    private SequenceValue SortMap(Value input)
    {
        if (input is not MapValue map)
        {
            throw state.Fail($"'dictsort' takes a dictionary, not {input.TypeName}.");
        }

        var texts = new TextOperations(state);
        var order = Comparer<string>.Create(PythonComparison.CompareText);
        var entries = map.Entries.OrderBy(entry => texts.Lower(entry.Key).Text, order);
        return new SequenceValue([.. entries.Select(entry => new SequenceValue([entry.Key, entry.Value], SequenceKind.Tuple))]);
    }

    private Value Extreme(string name, Value input, Arguments arguments)
    {
        var key = Key(arguments);
        Value? best = null;
        foreach (var item in Items(input))
        {
            var order = best is null ? 0 : PythonComparison.Compare(state, key(item), key(best));
            best = best is null || (name == "min" ? order < 0 : order > 0) ? item : best;
        }

        return best ?? new UndefinedValue($"there is no item for '{name}'");
    }

    private Value Sum(Value input, Arguments arguments)
    {
        var path = arguments.Text("attribute")?.Text;
        var total = arguments.Find("start") ?? Number(0);
        foreach (var item in Items(input))
        {
            total = new Operators(state).Binary("+", total, path is null ? item : _members.Path(item, path));
        }

        return total;
    }
}
