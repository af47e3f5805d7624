using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PromptLsp.Core.Rendering;

/// <summary>The template function <c>object.to_json</c>: Scriban's own needs reflection, which the native build does without.</summary>
internal static class ScriptJson
{
    private const int MaxDepth = 64;

    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as compact JSON; keys in the order they were set.</summary>
    public static string ToJson(TemplateContext context, object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            Write(context, writer, value, 0);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(TemplateContext context, Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new ScriptRuntimeException(context.CurrentSpan, $"The value is nested more than {MaxDepth} deep and cannot be written as JSON.");
        }

        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double or float or decimal or int or long or short or byte or uint or ulong:
                writer.WriteRawValue(NumberText(value));
                break;
            case ScriptObject properties:
                WriteObject(context, writer, properties, depth);
                break;
            case System.Collections.IEnumerable items:
                WriteArray(context, writer, items, depth);
                break;
            default:
                writer.WriteStringValue(context.ObjectToString(value));
                break;
        }
    }

    private static string NumberText(object value)
    {
        var text = ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
        return double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? text : "null";
    }

    private static void WriteObject(TemplateContext context, Utf8JsonWriter writer, ScriptObject properties, int depth)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in properties)
        {
            writer.WritePropertyName(key);
            Write(context, writer, item, depth + 1);
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(TemplateContext context, Utf8JsonWriter writer, System.Collections.IEnumerable items, int depth)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            Write(context, writer, item, depth + 1);
        }

        writer.WriteEndArray();
    }
}
