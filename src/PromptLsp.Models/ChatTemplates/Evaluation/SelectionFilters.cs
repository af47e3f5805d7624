using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The filters that choose items or do something with each: <c>select, reject, selectattr, rejectattr, map</c>.</summary>
/// <param name="state">Counts the work and knows the place.</param>
/// <param name="filters">What <c>map</c> applies.</param>
internal sealed class SelectionFilters(RenderState state, Filters filters)
{
    private readonly Members _members = new(state);
    private readonly Tests _tests = new(state);

    /// <summary>What the filter gives, or null where it is none of these.</summary>
    public GeneratorValue? Find(string name, Value input, CallArguments given) => name switch
    {
        "select" => Choose(input, item => Passes(item, given), isWanted: true),
        "reject" => Choose(input, item => Passes(item, given), isWanted: false),
        "selectattr" => Choose(input, ByAttribute(name, given), isWanted: true),
        "rejectattr" => Choose(input, ByAttribute(name, given), isWanted: false),
        "map" => new GeneratorValue([.. Items(input).Select(Mapping(given))]),
        _ => null,
    };

    private IEnumerable<Value> Items(Value input)
    {
        foreach (var item in Iteration.Items(state, input))
        {
            state.Step();
            yield return item;
        }
    }

    private GeneratorValue Choose(Value input, Func<Value, bool> passes, bool isWanted) =>
        new([.. Items(input).Where(item => passes(item) == isWanted)]);

    private Func<Value, bool> ByAttribute(string name, CallArguments given)
    {
        if (given.Positional.Count == 0 || given.Positional[0] is not TextValue path)
        {
            throw state.Fail($"'{name}' needs the name of an attribute.");
        }

        var rest = given.Skip(1);
        return item => Passes(_members.Path(item, path.Text), rest);
    }

    private bool Passes(Value value, CallArguments test) =>
        test.Positional.Count == 0 && test.Named.Count == 0 ? value.IsTruthy
        : test.Positional.Count > 0 && test.Positional[0] is TextValue name ? _tests.Holds(name.Text, value, test.Skip(1))
        : throw state.Fail("the name of a test must be a text.");

    private Func<Value, Value> Mapping(CallArguments given)
    {
        if (given.Positional.Count > 0)
        {
            var rest = given.Skip(1);
            return given.Positional[0] is TextValue name
                ? item => filters.Apply(name.Text, item, rest)
                : throw state.Fail("'map' needs the name of a filter or an attribute.");
        }

        var arguments = new Arguments(state, "map", given, "attribute", "default");
        var path = arguments.RequireText("attribute").Text;
        return item =>
        {
            var value = _members.Path(item, path);
            return value is UndefinedValue ? arguments.Find("default") ?? value : value;
        };
    }
}
