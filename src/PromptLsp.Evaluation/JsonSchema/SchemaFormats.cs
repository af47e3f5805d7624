using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PromptLsp.Evaluation.JavaScript;

namespace PromptLsp.Evaluation.JsonSchema;

/// <summary>The values of <c>format</c> that are asserted (JSON Schema draft-07, section 7.3, and 2020-12, section 7).</summary>
internal static class SchemaFormats
{
    private static readonly Dictionary<string, Func<string, bool>> _formats = new(StringComparer.Ordinal)
    {
        ["date"] = IsDate,
        ["time"] = IsTime,
        ["date-time"] = text => text.Length > 11 && text[10] is 'T' or 't' or ' ' && IsDate(text[..10]) && IsTime(text[11..]),
        ["duration"] = IsDuration,
        ["email"] = IsEmail,
        ["hostname"] = IsHostName,
        ["ipv4"] = text => text.Split('.') is { Length: 4 } parts && parts.All(IsIPv4Part),
        ["ipv6"] = text => !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
            && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6,
        ["uri"] = text => SchemeLength(text) > 0 && HasUriCharacters(text, inTemplate: false),
        ["uri-reference"] = text => HasUriCharacters(text, inTemplate: false),
        ["uri-template"] = text => HasUriCharacters(text, inTemplate: true) && text.Count(c => c == '{') == text.Count(c => c == '}'),
        ["iri"] = text => SchemeLength(text) > 0 && !text.Any(c => c <= ' ' || c is '<' or '>' or '"'),
        ["iri-reference"] = text => !text.Any(c => c <= ' ' || c is '<' or '>' or '"'),
        ["url"] = text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ftp" && uri.Host.Length > 0,
        ["uuid"] = IsUuid,
        ["json-pointer"] = text => text.Length == 0 || (text[0] == '/' && HasPointerEscapes(text)),
        ["relative-json-pointer"] = IsRelativePointer,
        ["regex"] = text => JsRegex.Problem(text) is null,
    };

    /// <summary>The formats' names.</summary>
    public static IReadOnlyCollection<string> Names => _formats.Keys;

    /// <summary>True where <paramref name="text"/> is of the format.</summary>
    public static bool IsValid(string format, string text) => _formats[format](text);

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>RFC 3339, section 5.6: the offset must be there; a leap second only at the end of a UTC day.</summary>
    private static bool IsTime(string text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':' || !Two(text, 0, 23, out var hour) || !Two(text, 3, 59, out var minute) || !Two(text, 6, 60, out var second))
        {
            return false;
        }

        var at = 8;
        if (text[at] == '.')
        {
            var from = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (at == from)
            {
                return false;
            }
        }

        return Offset(text[at..]) is { } minutes
            && (second < 60 || ((((hour * 60) + minute - minutes) % 1440) + 1440) % 1440 == 1439);
    }

    private static int? Offset(string text)
    {
        if (text is "Z" or "z")
        {
            return 0;
        }

        return text.Length == 6 && text[0] is '+' or '-' && text[3] == ':' && Two(text, 1, 23, out var hours) && Two(text, 4, 59, out var minutes)
            ? (text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes)
            : null;
    }

    private static bool Two(string text, int at, int max, out int value)
    {
        value = 0;
        return at + 2 <= text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1])
            && (value = ((text[at] - '0') * 10) + text[at + 1] - '0') <= max;
    }

    /// <summary>RFC 3339, appendix A: weeks stand alone, units come in their order, <c>T</c> opens the time.</summary>
    private static bool IsDuration(string text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        var (number, end) = JsRegexGroups.ReadNumber(text, 1);
        if (number >= 0 && end > 1 && end == text.Length - 1 && text[end] == 'W')
        {
            return true;
        }

        var time = text.IndexOf('T', StringComparison.Ordinal);
        return time < 0
            ? HasUnits(text[1..], "YMD")
            : HasUnits(text[(time + 1)..], "HMS") && (time == 1 || HasUnits(text[1..time], "YMD"));
    }

    private static bool HasUnits(string text, string units)
    {
        for (var at = 0; at < text.Length;)
        {
            var (_, end) = JsRegexGroups.ReadNumber(text, at);
            var unit = end < text.Length ? units.IndexOf(text[end], StringComparison.Ordinal) : -1;
            if (end == at || unit < 0)
            {
                return false;
            }

            units = units[(unit + 1)..];
            at = end + 1;
        }

        return text.Length > 0;
    }

    /// <summary>A mailbox of RFC 5321 without quoting, with a domain of at least two labels.</summary>
    private static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && text[..at].Split('.').All(part => part.Length > 0 && part.All(IsAtomCharacter))
            && text[(at + 1)..].Split('.') is { Length: >= 2 } labels && labels.All(IsLabel);
    }

    private static bool IsAtomCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+/=?^_`{|}~-".Contains(c, StringComparison.Ordinal);

    private static bool IsHostName(string text) =>
        text.Length is > 0 and <= 254 && text.TrimEnd('.').Length <= 253 && (text.EndsWith('.') ? text[..^1] : text).Split('.').All(IsLabel);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static bool IsIPv4Part(string part) =>
        part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0')
        && int.Parse(part, CultureInfo.InvariantCulture) <= 255;

    private static int SchemeLength(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(text[0]) && text[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')
            && colon + 1 < text.Length ? colon : 0;
    }

    private static bool HasUriCharacters(string text, bool inTemplate)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return false;
                }
            }
            else if (!(char.IsAsciiLetterOrDigit(c) || "-._~:/?#[]@!$&'()*+,;=".Contains(c, StringComparison.Ordinal) || (inTemplate && c is '{' or '}' or '|')))
            {
                return false;
            }
        }

        return text.Count(c => c == '#') <= 1;
    }

    private static bool IsUuid(string text) =>
        Guid.TryParseExact(text.StartsWith("urn:uuid:", StringComparison.Ordinal) ? text[9..] : text, "D", out _);

    private static bool HasPointerEscapes(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '~' && !(i + 1 < text.Length && text[i + 1] is '0' or '1'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsRelativePointer(string text)
    {
        var (_, end) = JsRegexGroups.ReadNumber(text, 0);
        return end > 0 && (end == 1 || text[0] != '0')
            && (end == text.Length || text[end..] == "#" || (text[end] == '/' && HasPointerEscapes(text)));
    }
}
