using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The filters that make a text of a text; another value is taken as its text.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class TextFilters(RenderState state)
{
    private readonly TextOperations _texts = new(state);

    /// <summary>What the filter gives, or null where it is none of these.</summary>
    public Value? Find(string name, Value input, CallArguments given) => name switch
    {
        "trim" => _texts.Strip(Text(input), Bind(name, given, "chars").Text("chars")?.Text, atStart: true, atEnd: true),
        "upper" => Plain(name, given, _texts.Upper(Text(input))),
        "lower" => Plain(name, given, _texts.Lower(Text(input))),
        "capitalize" => Plain(name, given, _texts.Capitalize(Text(input))),
        "title" => Plain(name, given, Title(Text(input))),
        "string" => Plain(name, given, Text(input)),
        "safe" => Plain(name, given, Text(input)),
        "replace" => Replace(input, Bind(name, given, "old", "new", "count")),
        "indent" => Indent(Text(input), Bind(name, given, "width", "first", "blank")),
        _ => null,
    };

    private TextValue Text(Value value) => PythonText.Str(state, value);

    private Arguments Bind(string name, CallArguments given, params string[] parameters) => new(state, name, given, parameters);

    private TextValue Plain(string name, CallArguments given, TextValue result)
    {
        Bind(name, given);
        return result;
    }

    private TextValue Replace(Value input, Arguments arguments) =>
        _texts.Replace(Text(input), Text(arguments.Require("old")).Text, Text(arguments.Require("new")), arguments.Integer("count") ?? -1);

    // Jinja's own: a word begins behind white space, a hyphen or an opening bracket.
    private TextValue Title(TextValue text)
    {
        var builder = new TextBuilder(state);
        for (var start = 0; start < text.Length;)
        {
            var isBorder = IsBorder(text.Text[start]);
            var end = start + 1;
            while (end < text.Length && IsBorder(text.Text[end]) == isBorder)
            {
                end++;
            }

            state.Step();
            builder.Append(_texts.Capitalize(text.Slice(start, end - start)));
            start = end;
        }

        return builder.ToValue();
    }

    private static bool IsBorder(char character) => Syntax.PythonCharacters.IsSpace(character) || character is '-' or '(' or '{' or '[' or '<';

    private TextValue Indent(TextValue text, Arguments arguments)
    {
        var lines = _texts.SplitLines(new Operators(state).Concatenate(text, TextValue.OfTemplate("\n")), keepsEnds: false);
        var indentation = Indentation(arguments.Find("width"));
        var (first, blank) = (arguments.Flag("first"), arguments.Flag("blank"));
        var builder = new TextBuilder(state);
        for (var index = 0; index < lines.Count; index++)
        {
            var line = (TextValue)lines[index];
            builder.Append(index > 0 ? "\n" : "", isContent: false);
            if (index > 0 ? line.Length > 0 || blank : first)
            {
                builder.Append(indentation);
            }

            builder.Append(line);
        }

        return builder.ToValue();
    }

    private TextValue Indentation(Value? width)
    {
        if (width is TextValue text)
        {
            return text;
        }

        var count = width is null ? 4 : width is IntegerValue number ? number.Number : throw state.Fail("the width of 'indent' must be a number or a text.");
        state.Produce(Math.Clamp(count, 0, int.MaxValue));
        return TextValue.OfTemplate(new string(' ', (int)Math.Clamp(count, 0, int.MaxValue)));
    }
}
