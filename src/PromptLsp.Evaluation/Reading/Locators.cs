using System.Globalization;
using System.Text;
using System.Text.Json;
using PromptLsp.Syntax.Text;
using PromptLsp.Syntax.Yaml;

namespace PromptLsp.Evaluation.Reading;

/// <summary>Finds the text that a JSON pointer means in the document a value was read from.</summary>
internal static class Locators
{
    /// <summary>The span in YAML: of the value, of its key, or of the nearest node above that exists.</summary>
    public static TextSpan InYaml(YamlNode root, string pointer, bool onKey)
    {
        var node = root;
        var key = root.Span;
        foreach (var part in Parts(pointer))
        {
            switch (node)
            {
                case YamlMapping mapping when mapping.Find(part) is { } entry:
                    (node, key) = (entry.Value, entry.Key.Span);
                    break;
                case YamlSequence sequence when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < sequence.Items.Length:
                    (node, key) = (sequence.Items[index], sequence.Items[index].Span);
                    break;
                default:
                    return FirstLine(node);
            }
        }

        return onKey ? key : FirstLine(node);
    }

    /// <summary>The UTF-16 offset in one JSON value's text; 0 where the pointer leads nowhere.</summary>
    public static int InJson(string json, string pointer, bool onKey)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        var keyStart = 0L;
        foreach (var part in Parts(pointer))
        {
            var found = reader.TokenType switch
            {
                JsonTokenType.StartObject => EnterMember(ref reader, part, ref keyStart),
                JsonTokenType.StartArray => EnterItem(ref reader, part, ref keyStart),
                _ => false,
            };
            if (!found)
            {
                break;
            }
        }

        return Encoding.UTF8.GetCharCount(bytes.AsSpan(0, (int)(onKey ? keyStart : reader.TokenStartIndex)));
    }

    private static IEnumerable<string> Parts(string pointer) =>
        pointer.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    /// <summary>A mapping or a list may be long: what is said about all of it is shown at its first key.</summary>
    private static TextSpan FirstLine(YamlNode node) => node switch
    {
        YamlMapping { Entries: [var first, ..] } mapping => new TextSpan(mapping.Span.Start, Math.Max(mapping.Span.Start, first.Key.Span.End)),
        YamlSequence { Items: [var first, ..] } sequence => new TextSpan(sequence.Span.Start, Math.Max(sequence.Span.Start, FirstLine(first).End)),
        _ => node.Span,
    };

    private static bool EnterMember(ref Utf8JsonReader reader, string name, ref long keyStart)
    {
        var before = reader;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = reader.TokenStartIndex;
            var matches = reader.ValueTextEquals(name);
            reader.Read();
            if (matches)
            {
                keyStart = start;
                return true;
            }

            reader.Skip();
        }

        reader = before;
        return false;
    }

    private static bool EnterItem(ref Utf8JsonReader reader, string part, ref long keyStart)
    {
        var before = reader;
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index.ToString(CultureInfo.InvariantCulture) == part)
            {
                keyStart = reader.TokenStartIndex;
                return true;
            }

            reader.Skip();
        }

        reader = before;
        return false;
    }
}
