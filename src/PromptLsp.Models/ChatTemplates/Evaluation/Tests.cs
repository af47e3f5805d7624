using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The tests of Jinja: <c>value is name</c>.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class Tests(RenderState state)
{
    /// <summary>True where the value passes.</summary>
    /// <exception cref="ChatTemplateException">The test is not known, or its argument is missing.</exception>
    public bool Holds(string name, Value value, CallArguments given) => OfType(name, value, given) ?? OfArgument(name, value, given);

    private bool? OfType(string name, Value value, CallArguments given)
    {
        bool? result = name switch
        {
            "defined" => value is not UndefinedValue,
            "undefined" => value is UndefinedValue,
            "none" => value is NoneValue,
            "string" => value is TextValue,
            "number" => value is IntegerValue or FloatValue or BooleanValue,
            "integer" => value is IntegerValue,
            "float" => value is FloatValue,
            "boolean" => value is BooleanValue,
            "true" => ReferenceEquals(value, BooleanValue.True),
            "false" => ReferenceEquals(value, BooleanValue.False),
            "mapping" => value is MapValue,
            "iterable" => value is TextValue or SequenceValue or MapValue or UndefinedValue or GeneratorValue or LoopValue,
            "sequence" => value is TextValue or SequenceValue { Kind: not SequenceKind.View } or MapValue or UndefinedValue,
            "callable" => value is CallableValue or LoopValue,
            _ => null,
        };
        if (result is not null && given.Positional.Count + given.Named.Count > 0)
        {
            throw state.Unsupported($"the test '{name}' with an argument");
        }

        return result;
    }

    private bool OfArgument(string name, Value value, CallArguments given) => name switch
    {
        "odd" or "even" => Integer(value) % 2 == 0 == (name == "even"),
        "divisibleby" => IsDivisible(Integer(value), Other(name, given)),
        "eq" or "equalto" or "==" => PythonComparison.AreEqual(state, value, Other(name, given)),
        "ne" or "!=" => !PythonComparison.AreEqual(state, value, Other(name, given)),
        "lt" or "lessthan" => PythonComparison.Compare(state, value, Other(name, given)) < 0,
        "le" => PythonComparison.Compare(state, value, Other(name, given)) <= 0,
        "gt" or "greaterthan" => PythonComparison.Compare(state, value, Other(name, given)) > 0,
        "ge" => PythonComparison.Compare(state, value, Other(name, given)) >= 0,
        "in" => PythonComparison.Contains(state, Other(name, given), value),
        "sameas" when Other(name, given) is NoneValue or BooleanValue => ReferenceEquals(value, Other(name, given)),
        _ => throw state.Unsupported($"the test '{name}'"),
    };

    private Value Other(string name, CallArguments given) => new Arguments(state, name, given, "other").Require("other");

    private long Integer(Value value) => value is IntegerValue number ? number.Number : throw state.Fail($"a value of type {value.TypeName} is no whole number.");

    private bool IsDivisible(long value, Value other) => Integer(other) is not 0 and var number ? value % number == 0 : throw state.Fail("division by zero.");
}
