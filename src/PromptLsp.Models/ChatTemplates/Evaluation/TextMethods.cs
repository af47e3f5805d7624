using PromptLsp.Models.ChatTemplates.Values;

namespace PromptLsp.Models.ChatTemplates.Evaluation;

/// <summary>The methods of Python's <c>str</c> that templates use.</summary>
/// <param name="state">Counts the work and knows the place.</param>
internal sealed class TextMethods(RenderState state)
{
    private static readonly HashSet<string> _others =
    [
        "casefold", "center", "encode", "expandtabs", "format", "format_map", "isascii", "isdecimal", "isidentifier", "isnumeric", "isprintable", "istitle",
        "ljust", "maketrans", "partition", "rindex", "rjust", "rpartition", "swapcase", "title", "translate", "zfill",
    ];

    private readonly TextOperations _texts = new(state);

    /// <summary>The method, or null where a text has none of that name.</summary>
    /// <exception cref="ChatTemplateException">Python has it, but it is not known here.</exception>
    public CallableValue? Find(TextValue text, string name) =>
        _others.Contains(name) ? throw state.Unsupported($"the method '{name}' of a text")
        : IsKnown(name) ? new CallableValue(name, given => Call(text, name, given))
        : null;

    private static bool IsKnown(string name) =>
        name is "strip" or "lstrip" or "rstrip" or "split" or "rsplit" or "splitlines" or "startswith" or "endswith" or "replace" or "upper" or "lower"
            or "capitalize" or "join" or "find" or "rfind" or "index" or "count" or "removeprefix" or "removesuffix" or "isdigit" or "isalpha" or "isalnum"
            or "isspace" or "isupper" or "islower";

    private Value Call(TextValue text, string name, CallArguments given) => name switch
    {
        "strip" => _texts.Strip(text, Chars(name, given), atStart: true, atEnd: true),
        "lstrip" => _texts.Strip(text, Chars(name, given), atStart: true, atEnd: false),
        "rstrip" => _texts.Strip(text, Chars(name, given), atStart: false, atEnd: true),
        "split" or "rsplit" => Split(text, name, given),
        "splitlines" => new SequenceValue(_texts.SplitLines(text, Bind(name, given, "keepends").Flag("keepends"))),
        "startswith" or "endswith" => BooleanValue.Of(HasAffix(text, name, given)),
        "replace" => Replace(text, given),
        "upper" or "lower" or "capitalize" => Case(text, name, given),
        "join" => _texts.Join(text, [.. Iteration.Items(state, Bind(name, given, "iterable").Require("iterable"))], mustBeText: true),
        "find" or "rfind" or "index" or "count" => Search(text.Text, name, Bind(name, given, "sub").RequireText("sub").Text),
        "removeprefix" or "removesuffix" => RemoveAffix(text, name, Bind(name, given, "affix").RequireText("affix").Text),
        _ => Classify(text.Text, name, given),
    };

    private Arguments Bind(string name, CallArguments given, params string[] parameters) => new(state, name, given, parameters);

    private string? Chars(string name, CallArguments given) => Bind(name, given, "chars").Text("chars")?.Text;

    private SequenceValue Split(TextValue text, string name, CallArguments given)
    {
        var arguments = Bind(name, given, "sep", "maxsplit");
        return new SequenceValue(_texts.Split(text, arguments.Text("sep")?.Text, arguments.Integer("maxsplit") ?? -1, fromEnd: name == "rsplit"));
    }

    private TextValue Replace(TextValue text, CallArguments given)
    {
        var arguments = Bind("replace", given, "old", "new", "count");
        return _texts.Replace(text, arguments.RequireText("old").Text, arguments.RequireText("new"), arguments.Integer("count") ?? -1);
    }

    private TextValue Case(TextValue text, string name, CallArguments given)
    {
        Bind(name, given);
        return name == "upper" ? _texts.Upper(text) : name == "lower" ? _texts.Lower(text) : _texts.Capitalize(text);
    }

    private bool HasAffix(TextValue text, string name, CallArguments given)
    {
        var affixes = Bind(name, given, "affix").Require("affix") switch
        {
            TextValue one => [one],
            SequenceValue { Kind: SequenceKind.Tuple } several => several.Items.OfType<TextValue>(),
            var other => throw state.Fail($"'{name}' takes a text or a tuple of texts, not {other.TypeName}."),
        };
        return affixes.Any(affix => name == "startswith"
            ? text.Text.StartsWith(affix.Text, StringComparison.Ordinal)
            : text.Text.EndsWith(affix.Text, StringComparison.Ordinal));
    }

    private IntegerValue Search(string text, string name, string part)
    {
        if (name == "count")
        {
            return new IntegerValue(part.Length == 0 ? PythonText.Length(text) + 1 : text.AsSpan().Count(part), IsContent: false);
        }

        var at = name == "rfind" ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal);
        return at >= 0 ? new IntegerValue(PythonText.Length(text[..at]), IsContent: false)
            : name == "index" ? throw state.Fail("the text that 'index' looks for is not there.")
            : new IntegerValue(-1, IsContent: false);
    }

    private static TextValue RemoveAffix(TextValue text, string name, string affix) =>
        affix.Length == 0 ? text
        : name == "removeprefix" && text.Text.StartsWith(affix, StringComparison.Ordinal) ? text.Slice(affix.Length, text.Length - affix.Length)
        : name == "removesuffix" && text.Text.EndsWith(affix, StringComparison.Ordinal) ? text.Slice(0, text.Length - affix.Length)
        : text;

    private BooleanValue Classify(string text, string name, CallArguments given)
    {
        Bind(name, given);
        if (!System.Text.Ascii.IsValid(text))
        {
            throw state.Unsupported($"'{name}' of other than ASCII text");
        }

        return BooleanValue.Of(text.Length > 0 && name switch
        {
            "isdigit" => text.All(char.IsAsciiDigit),
            "isalpha" => text.All(char.IsAsciiLetter),
            "isalnum" => text.All(char.IsAsciiLetterOrDigit),
            "isspace" => text.All(Syntax.PythonCharacters.IsSpace),
            "isupper" => text.Any(char.IsAsciiLetterUpper) && !text.Any(char.IsAsciiLetterLower),
            _ => text.Any(char.IsAsciiLetterLower) && !text.Any(char.IsAsciiLetterUpper),
        });
    }
}
