using System.Text;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.Assertions;

/// <summary>Texts separated by commas, as in <c>contains-all: red, "a, b"</c>.</summary>
internal static class CommaFields
{
    /// <summary>The fields without the white space around them, empty ones left out; a quote is doubled within quotes.</summary>
    public static (IReadOnlyList<string> Texts, string? Problem) Split(string text)
    {
        var fields = new List<string>();
        for (var at = 0; at <= text.Length;)
        {
            at = SkipSpace(text, at);
            if (at >= text.Length || text[at] != '"')
            {
                var comma = text.IndexOf(',', Math.Min(at, text.Length));
                comma = comma < 0 ? text.Length : comma;
                if (JsText.Trim(text[at..comma]) is { Length: > 0 } plain)
                {
                    fields.Add(plain);
                }

                at = comma + 1;
                continue;
            }

            var (field, end) = Quoted(text, at);
            if (end < 0)
            {
                return ([], "a quoted text is not closed. End it with a double quote.");
            }

            fields.Add(field);
            at = SkipSpace(text, end);
            if (at < text.Length && text[at] != ',')
            {
                return ([], "a comma must follow a quoted text.");
            }

            at++;
        }

        return (fields, null);
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && JsText.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static (string Field, int End) Quoted(string text, int at)
    {
        var field = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                field.Append(text[i]);
                continue;
            }

            if (i + 1 >= text.Length || text[i + 1] != '"')
            {
                return (field.ToString(), i + 1);
            }

            field.Append('"');
            i++;
        }

        return ("", -1);
    }
}
