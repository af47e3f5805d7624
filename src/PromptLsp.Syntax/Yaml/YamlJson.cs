using System.Globalization;
using System.Text.Json;

namespace PromptLsp.Syntax.Yaml;

/// <summary>Writes YAML nodes as JSON.</summary>
internal static class YamlJson
{
    /// <summary>Writes a node with all below it.</summary>
    public static void Write(Utf8JsonWriter writer, YamlNode node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    writer.WritePropertyName(WellFormed(entry.Key.Value));
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case YamlSequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case YamlScalar scalar:
                WriteScalar(writer, scalar);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, YamlScalar scalar)
    {
        switch (YamlValues.TypeOf(scalar))
        {
            case YamlScalarType.Null:
                writer.WriteNullValue();
                break;
            case YamlScalarType.Boolean:
                writer.WriteBooleanValue(scalar.Value[0] is 't' or 'T');
                break;
            case YamlScalarType.Integer or YamlScalarType.Float when YamlNumbers.IsJson(scalar.Value):
                writer.WriteRawValue(scalar.Value, skipInputValidation: true);
                break;
            case YamlScalarType.Integer:
                writer.WriteRawValue(YamlNumbers.ParseInteger(scalar.Value).ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            case YamlScalarType.Float when double.IsFinite(YamlNumbers.ParseFloat(scalar.Value)):
                writer.WriteNumberValue(YamlNumbers.ParseFloat(scalar.Value));
                break;
            default:
                writer.WriteStringValue(WellFormed(scalar.Value));
                break;
        }
    }

    private static string WellFormed(string text)
    {
        char[]? changed = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            changed ??= text.ToCharArray();
            changed[i] = '\uFFFD';
        }

        return changed is null ? text : new string(changed);
    }
}
