using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The filters of Jinja that chat templates use: <c>value | name</c>.</summary>
internal sealed class Filters
{
    private readonly RenderState _state;
    private readonly TextFilters _texts;
    private readonly SequenceFilters _sequences;
    private readonly SelectionFilters _selections;

    public Filters(RenderState state)
    {
        _state = state;
        _texts = new TextFilters(state);
        _sequences = new SequenceFilters(state);
        _selections = new SelectionFilters(state, this);
    }

    /// <summary>What a filter makes of a value.</summary>
    /// <exception cref="ChatTemplateException">The filter is not known, or cannot be used with the value.</exception>
    public Value Apply(string name, Value input, CallArguments given) =>
        _texts.Find(name, input, given)
        ?? _sequences.Find(name, input, given)
        ?? _selections.Find(name, input, given)
        ?? General(name, input, given);

    private Value General(string name, Value input, CallArguments given) => name switch
    {
        "default" or "d" => Default(input, new Arguments(_state, name, given, "default_value", "boolean")),
        "tojson" => Json(input, new Arguments(_state, name, given, "ensure_ascii", "indent", "separators", "sort_keys")),
        "int" => new NumberConversion(_state).ToInteger(input, new Arguments(_state, name, given, "default")),
        "float" => new NumberConversion(_state).ToFloat(input, new Arguments(_state, name, given, "default")),
        "abs" => Absolute(input, given),
        _ => throw _state.Unsupported($"the filter '{name}'"),
    };

    private static Value Default(Value input, Arguments arguments) =>
        input is UndefinedValue || (arguments.Flag("boolean") && !input.IsTruthy) ? arguments.Find("default_value") ?? TextValue.Empty : input;

    private TextValue Json(Value input, Arguments arguments)
    {
        (string, string)? separators = arguments.Find("separators") switch
        {
            null or NoneValue => null,
            SequenceValue { Items: [TextValue item, TextValue key] } => (item.Text, key.Text),
            _ => throw _state.Fail("'separators' of 'tojson' must be two texts."),
        };
        var indent = arguments.Integer("indent") is { } width ? (int?)Math.Clamp(width, 0, 1000) : null;
        return new TemplateJson(_state, indent, arguments.Flag("sort_keys"), arguments.Flag("ensure_ascii"), separators).Write(input);
    }

    private Value Absolute(Value input, CallArguments given) => (input, given.Positional.Count + given.Named.Count) switch
    {
        (IntegerValue { Number: > long.MinValue } number, 0) => new IntegerValue(Math.Abs(number.Number), number.IsContent),
        (FloatValue number, 0) => new FloatValue(Math.Abs(number.Number), number.IsContent),
        _ => throw _state.Fail($"'abs' takes a number, not {input.TypeName}."),
    };
}
