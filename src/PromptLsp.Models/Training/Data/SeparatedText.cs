using System.Text;

namespace PromptLsp.Models.Training.Data;

/// <summary>Comma- or tab-separated text. Commas: RFC 4180, quotes and line ends inside quotes. Tabs: no quotes, a record a line.</summary>
internal static class SeparatedText
{
    /// <summary>The records; blank lines are passed over.</summary>
    public static IEnumerable<List<string>> Tabs(string text) =>
        text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Trim().Length > 0).Select(line => line.Split('\t').ToList());

    /// <summary>The records; blank lines are passed over.</summary>
    public static IEnumerable<List<string>> Commas(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var index = 0; index <= text.Length; index++)
        {
            var character = index < text.Length ? text[index] : '\n';
            if (isQuoted && index < text.Length)
            {
                isQuoted = InQuotes(text, ref index, field);
            }
            else if (character == '"' && field.Length == 0)
            {
                isQuoted = true;
            }
            else if (character is not (',' or '\n'))
            {
                field.Append(character);
            }
            else
            {
                fields.Add(character == '\n' ? field.ToString().TrimEnd('\r') : field.ToString());
                field.Clear();
                if (character == '\n')
                {
                    if (fields.Exists(part => part.Length > 0))
                    {
                        yield return fields;
                    }

                    fields = [];
                }
            }
        }
    }

    private static bool InQuotes(string text, ref int index, StringBuilder field)
    {
        if (text[index] != '"')
        {
            field.Append(text[index]);
            return true;
        }

        if (index + 1 < text.Length && text[index + 1] == '"')
        {
            field.Append('"');
            index++;
            return true;
        }

        return false;
    }
}
