using System.Globalization;
using System.Text;

namespace PromptLsp.Models.ChatTemplates.Syntax;

/// <summary>The escapes of a quoted text, those of Python.</summary>
internal static class StringEscapes
{
    /// <summary>The value of a quoted text.</summary>
    /// <param name="source">The template.</param>
    /// <param name="start">Behind the opening quote.</param>
    /// <param name="end">The closing quote.</param>
    public static string Resolve(TemplateSource source, int start, int end)
    {
        var raw = source.Text.AsSpan(start, end - start);
        if (!raw.Contains('\\'))
        {
            return raw.ToString();
        }

        var result = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\' || at + 1 == raw.Length)
            {
                result.Append(raw[at]);
                continue;
            }

            at = Append(result, source, start, raw, at + 1);
        }

        return result.ToString();
    }

    /// <summary>Appends what the escape at <paramref name="at"/> stands for; gives its last character.</summary>
    private static int Append(StringBuilder result, TemplateSource source, int start, ReadOnlySpan<char> raw, int at)
    {
        switch (raw[at])
        {
            case '\n':
                return at;
            case 'x':
                return AppendHex(result, source, start, raw, at, 2);
            case 'u':
                return AppendHex(result, source, start, raw, at, 4);
            case 'U':
                return AppendHex(result, source, start, raw, at, 8);
            case 'N' or (>= '0' and <= '7'):
                throw source.Error(ChatTemplateFailure.Unsupported, start + at - 1, $"the escape '\\{raw[at]}' is not supported: write \\x, \\u or \\U.");
            default:
                AppendSimple(result, raw[at]);
                return at;
        }
    }

    private static void AppendSimple(StringBuilder result, char escaped)
    {
        var position = "abfnrtv\\'\"".IndexOf(escaped);
        if (position < 0)
        {
            // Not an escape: Python keeps the backslash.
            result.Append('\\').Append(escaped);
        }
        else
        {
            result.Append("\a\b\f\n\r\t\v\\'\""[position]);
        }
    }

    private static int AppendHex(StringBuilder result, TemplateSource source, int start, ReadOnlySpan<char> raw, int at, int digits)
    {
        if (at + digits >= raw.Length
            || !uint.TryParse(raw.Slice(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || (!Rune.IsValid(code) && code is not (>= 0xD800 and <= 0xDFFF)))
        {
            throw source.SyntaxError(start + at - 1, $"'\\{raw[at]}' must be followed by {digits} hexadecimal digits of a character.");
        }

        if (Rune.IsValid(code))
        {
            result.Append(new Rune(code).ToString());
        }
        else
        {
            result.Append((char)code);
        }

        return at + digits;
    }
}
