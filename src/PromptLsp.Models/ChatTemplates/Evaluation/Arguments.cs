using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The arguments of a filter, test, function or method, by the names of its parameters.</summary>
internal sealed class Arguments
{
    private readonly RenderState _state;
    private readonly string _owner;
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    /// <param name="state">Knows the place.</param>
    /// <param name="owner">What is called, for messages.</param>
    /// <param name="given">What was given.</param>
    /// <param name="parameters">The names, in order.</param>
    /// <exception cref="ChatTemplateException">There is an argument without a parameter.</exception>
    public Arguments(RenderState state, string owner, CallArguments given, params string[] parameters)
    {
        (_state, _owner) = (state, owner);
        if (given.Positional.Count > parameters.Length)
        {
            throw state.Unsupported($"'{owner}' with {given.Positional.Count} arguments");
        }

        for (var index = 0; index < given.Positional.Count; index++)
        {
            _values[parameters[index]] = given.Positional[index];
        }

        foreach (var (name, value) in given.Named)
        {
            if (!parameters.Contains(name) || !_values.TryAdd(name, value))
            {
                throw state.Unsupported($"the argument '{name}' of '{owner}'");
            }
        }
    }

    /// <summary>An argument, or null where it was not given.</summary>
    public Value? Find(string name) => _values.GetValueOrDefault(name);

    public Value Require(string name) => Find(name) ?? throw _state.Fail($"'{_owner}' needs the argument '{name}'.");

    public TextValue RequireText(string name) => Text(name) ?? throw _state.Fail($"'{_owner}' needs the text '{name}'.");

    /// <summary>A text, or null where none or None was given.</summary>
    public TextValue? Text(string name) => Find(name) switch
    {
        null or NoneValue => null,
        TextValue text => text,
        var other => throw _state.Fail($"the argument '{name}' of '{_owner}' must be a text, not {other.TypeName}."),
    };

    /// <summary>A whole number, or null where none or None was given.</summary>
    public long? Integer(string name) => Find(name) switch
    {
        null or NoneValue => null,
        IntegerValue number => number.Number,
        var other => throw _state.Fail($"the argument '{name}' of '{_owner}' must be a whole number, not {other.TypeName}."),
    };

    public bool Flag(string name, bool otherwise = false) => Find(name)?.IsTruthy ?? otherwise;
}
