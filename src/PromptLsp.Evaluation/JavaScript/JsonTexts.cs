using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PromptLsp.Evaluation.JavaScript;

/// <summary>JSON values as text, and text as JSON values, with the outcome that they have in JavaScript.</summary>
public static class JsonTexts
{
    /// <summary>Deepest nesting that a value may have where it is looked into.</summary>
    public const int MaxDepth = 512;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = MaxDepth };

    /// <summary>True where <paramref name="text"/> is one JSON value by RFC 8259, whatever its depth; nothing is built.</summary>
    public static bool IsJson(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
            }

            return reader.BytesConsumed == bytes.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a text as JSON, at most <see cref="MaxDepth"/> deep; null where it is none.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text), _options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A string's characters; halves of surrogate pairs, which JSON can write, become U+FFFD.</summary>
    public static string StringOf(JsonElement element)
    {
        try
        {
            return element.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Unescape(element.GetRawText());
        }
    }

    /// <summary>A property's name; halves of surrogate pairs become U+FFFD.</summary>
    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            var raw = property.ToString();
            return Unescape(raw[..(EndOfString(raw) + 1)]);
        }
    }

    /// <summary>A value as JavaScript turns it into text: strings as they are, everything else as compact JSON.</summary>
    public static string ToText(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? StringOf(element) : Stringify(element);

    /// <summary>Compact JSON with JavaScript's numbers.</summary>
    /// <param name="element">The value.</param>
    /// <param name="sorted">True: properties in the order of their UTF-16 code units (RFC 8785), so that equal values give equal texts.</param>
    public static string Stringify(JsonElement element, bool sorted = false)
    {
        var text = new StringBuilder();
        Write(element, sorted, text);
        return text.ToString();
    }

    /// <summary>A string with quotes and JavaScript's escapes.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        WriteString(value, text);
        return text.ToString();
    }

    private static void Write(JsonElement element, bool sorted, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, sorted, text);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    text.Append(first ? "" : ",");
                    first = false;
                    Write(item, sorted, text);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteString(StringOf(element), text);
                break;
            case JsonValueKind.Number:
                var number = element.GetDouble();
                text.Append(double.IsFinite(number) ? JsNumber.ToText(number) : "null");
                break;
            default:
                text.Append(element.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => "null" });
                break;
        }
    }

    private static void WriteObject(JsonElement element, bool sorted, StringBuilder text)
    {
        text.Append('{');
        var properties = element.EnumerateObject().Select(property => (Name: NameOf(property), property.Value));
        if (sorted)
        {
            properties = properties.OrderBy(property => property.Name, StringComparer.Ordinal);
        }

        var first = true;
        foreach (var (name, value) in properties)
        {
            text.Append(first ? "" : ",");
            first = false;
            WriteString(name, text);
            text.Append(':');
            Write(value, sorted, text);
        }

        text.Append('}');
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static int EndOfString(string raw)
    {
        var at = 1;
        while (raw[at] != '"')
        {
            at += raw[at] == '\\' ? 2 : 1;
        }

        return at;
    }

    private static string Unescape(string quoted)
    {
        var text = new StringBuilder(quoted.Length);
        for (var i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] != '\\')
            {
                text.Append(quoted[i]);
                continue;
            }

            i++;
            if (quoted[i] == 'u')
            {
                text.Append((char)ushort.Parse(quoted.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            text.Append(quoted[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
        }

        return WellFormed(text.ToString());
    }

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
