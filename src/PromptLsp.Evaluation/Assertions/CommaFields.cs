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
            while (at < text.Length && JsText.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at < text.Length && text[at] == '"')
            {
                var (field, end) = Quoted(text, at);
                if (end < 0)
                {
                    return ([], "a quoted text is not closed. End it with a double quote.");
                }

                fields.Add(field);
                at = end;
                while (at < text.Length && JsText.IsWhiteSpace(text[at]))
                {
                    at++;
                }

                if (at < text.Length && text[at] != ',')
                {
                    return ([], "a comma must follow a quoted text.");
                }

                at++;
                continue;
            }

            var comma = text.IndexOf(',', at);
            comma = comma < 0 ? text.Length : comma;
            var plain = JsText.Trim(text[at..comma]);
            if (plain.Length > 0)
            {
                fields.Add(plain);
            }

            at = comma + 1;
        }

        return (fields, null);
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
