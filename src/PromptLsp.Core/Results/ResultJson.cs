using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromptLsp.Core.Execution;
using PromptLsp.Core.Rendering;
using PromptLsp.Core.Retrieval;
using PromptLsp.Syntax.Prompts;

namespace PromptLsp.Core.Results;

/// <summary>Writes the JSON columns of <see cref="ResultRecord"/>.</summary>
public static class ResultJson
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Values by name, in ordinal order of the names.</summary>
    public static string Variables(ImmutableDictionary<string, JsonElement> variables) => Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });

    /// <summary>Messages: <c>[{"role","content"}]</c>.</summary>
    public static string Messages(RenderedPrompt prompt) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var message in prompt.Messages)
        {
            writer.WriteStartObject();
            writer.WriteString("role", message.Role.ToWord());
            writer.WriteString("content", message.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>What was retrieved: <c>[{"index","id","source","start","end","score","packed"}]</c>, of each context the packed passages first.</summary>
    public static string Passages(ImmutableArray<PackedContext> contexts) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var context in contexts)
        {
            WritePassages(writer, context.Index, context.Packed, isPacked: true);
            WritePassages(writer, context.Index, context.Dropped, isPacked: false);
        }

        writer.WriteEndArray();
    });

    private static void WritePassages(Utf8JsonWriter writer, string index, ImmutableArray<RetrievedPassage> passages, bool isPacked)
    {
        foreach (var passage in passages)
        {
            writer.WriteStartObject();
            writer.WriteString("index", index);
            writer.WriteString("id", passage.Id);
            writer.WriteString("source", passage.Source);
            writer.WriteNumber("start", passage.Start);
            writer.WriteNumber("end", passage.End);
            writer.WriteNumber("score", passage.Score);
            writer.WriteBoolean("packed", isPacked);
            writer.WriteEndObject();
        }
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
