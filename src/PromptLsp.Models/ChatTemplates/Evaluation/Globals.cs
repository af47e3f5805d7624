using System.Globalization;
using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The functions that templates find: those of Jinja and the two of transformers.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class Globals(RenderState state)
{
    /// <summary>Puts them into a scope.</summary>
    public void AddTo(Scope scope)
    {
        Add(scope, "range", Range);
        Add(scope, "dict", given => MapValue.OfTemplate(Named("dict", given)));
        Add(scope, "namespace", MakeNamespace);
        Add(scope, "raise_exception", given => throw state.Refuse(PythonText.Str(state, new Arguments(state, "raise_exception", given, "message").Require("message")).Text));
        Add(scope, "strftime_now", given => Now(new Arguments(state, "strftime_now", given, "format").RequireText("format").Text));
        foreach (var name in (string[])["cycler", "joiner", "lipsum"])
        {
            Add(scope, name, _ => throw state.Unsupported($"the function '{name}'"));
        }
    }

    private static void Add(Scope scope, string name, Func<CallArguments, Value> call) => scope.Set(name, new CallableValue(name, call));

    private IEnumerable<(string, Value)> Named(string name, CallArguments given) =>
        given.Positional.Count == 0 ? given.Named : throw state.Unsupported($"'{name}' with arguments that have no name");

    private NamespaceValue MakeNamespace(CallArguments given)
    {
        var space = new NamespaceValue();
        foreach (var (name, value) in Named("namespace", given))
        {
            space.Attributes[name] = value;
        }

        return space;
    }

    private SequenceValue Range(CallArguments given)
    {
        var bounds = given.Positional.Select(value => value is IntegerValue number ? number.Number : throw state.Fail("'range' takes whole numbers.")).ToArray();
        if (bounds.Length is 0 or > 3 || given.Named.Count > 0)
        {
            throw state.Fail("'range' takes one to three numbers.");
        }

        var (start, stop) = bounds.Length == 1 ? (0, bounds[0]) : (bounds[0], bounds[1]);
        var step = bounds.Length == 3 ? bounds[2] : 1;
        if (step == 0)
        {
            throw state.Fail("the step of 'range' must not be 0.");
        }

        var items = new List<Value>();
        for (Int128 at = start; step > 0 ? at < stop : at > stop; at += step)
        {
            state.Step();
            items.Add(new IntegerValue((long)at, IsContent: false));
        }

        return new SequenceValue(items, SequenceKind.View);
    }

    /// <summary>The present in local time, by the directives of C's <c>strftime</c> in the C locale.</summary>
    private TextValue Now(string format)
    {
        var now = state.Time.GetLocalNow();
        var result = new System.Text.StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            result.Append(format[at] == '%' && at + 1 < format.Length ? Directive(now, format[++at]) : format[at].ToString());
        }

        return TextValue.OfTemplate(result.ToString());
    }

    private string Directive(DateTimeOffset now, char directive)
    {
        var pattern = directive switch
        {
            'd' => "dd",
            'm' => "MM",
            'y' => "yy",
            'Y' => "yyyy",
            'b' => "MMM",
            'B' => "MMMM",
            'a' => "ddd",
            'A' => "dddd",
            'H' => "HH",
            'I' => "hh",
            'M' => "mm",
            'S' => "ss",
            'p' => "tt",
            '%' => "\\%",
            _ => throw state.Unsupported($"'%{directive}' of 'strftime_now'"),
        };
        return now.ToString(pattern, CultureInfo.InvariantCulture);
    }
}
