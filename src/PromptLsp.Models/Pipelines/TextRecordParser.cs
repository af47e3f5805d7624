using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PromptLsp.Core.Classification;
using PromptLsp.Models.ChatTemplates;

namespace PromptLsp.Models.Pipelines;

/// <summary>Turns the lines of one input into records. One caller at a time.</summary>
/// <param name="format">What the lines are; <see cref="RecordFormat.Auto"/> is decided by the first line.</param>
/// <param name="takesPairs">True where a second text may stand under <c>pair</c>; false where that key means nothing.</param>
/// <param name="takesMessages">True where a conversation may stand under <c>messages</c> in place of a text.</param>
internal sealed class TextRecordParser(RecordFormat format, bool takesPairs = false, bool takesMessages = false)
{
    private long _line;

    /// <summary>The record of the next line, or null for a line to be passed over.</summary>
    /// <param name="line">UTF-8, without its line end.</param>
    public TextRecord? Parse(ReadOnlySpan<byte> line)
    {
        if (_line++ == 0 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        if (format == RecordFormat.Auto)
        {
            format = LooksLikeJson(line) ? RecordFormat.JsonLines : RecordFormat.Lines;
        }

        return format == RecordFormat.Lines ? ParsePlain(line)
            : line.TrimStart(" \t\r"u8).IsEmpty ? null
            : ParseJson(line);
    }

    /// <summary>The record for a line that was too long to be read.</summary>
    public TextRecord TooLong(int maxBytes)
    {
        _line++;
        return Wrong($"line {_line}: longer than {maxBytes} bytes. Split the text.");
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> line)
    {
        var start = line.TrimStart(" \t"u8);
        return start.StartsWith("{"u8) && start[1..].TrimStart(" \t"u8).StartsWith("\""u8);
    }

    private static TextRecord Wrong(string error) => new(null, error);

    private TextRecord ParsePlain(ReadOnlySpan<byte> line) => Utf8.IsValid(line)
        ? new TextRecord(new TextInput(Encoding.UTF8.GetString(line)), null)
        : Wrong($"line {_line}: not valid UTF-8. Save the file as UTF-8.");

    private TextRecord ParseJson(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);

            // Throws where anything but space stands behind the value.
            _ = reader.Read();
            return ReadObject(document.RootElement);
        }
        catch (JsonException exception)
        {
            return Wrong($"line {_line}, byte {exception.BytePositionInLine + 1}: not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair as an escape, or broken UTF-8 inside the text: valid JSON that is no Unicode text.
            return Wrong($"line {_line}: a text is not valid Unicode.");
        }
    }

    private TextRecord ReadObject(JsonElement root)
    {
        if (format == RecordFormat.TokenIds)
        {
            return ReadTokenIds(root);
        }

        if (takesMessages && root.ValueKind == JsonValueKind.Object && root.TryGetProperty("messages", out var messages))
        {
            return messages.ValueKind == JsonValueKind.Array && messages.EnumerateArray().All(message => message.ValueKind == JsonValueKind.Object)
                ? new TextRecord(new TextInput(messages.GetRawText()), null) { Conversation = ChatTemplateInput.Of(messages) }
                : Wrong($"line {_line}: \"messages\" must be a list of objects.");
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
        {
            return Wrong($"line {_line}: expected a JSON object with a text: {{\"text\": \"…\"}}.");
        }

        if (!takesPairs || !root.TryGetProperty("pair", out var pair) || pair.ValueKind == JsonValueKind.Null)
        {
            return new TextRecord(new TextInput(text.GetString()!), null);
        }

        return pair.ValueKind == JsonValueKind.String
            ? new TextRecord(new TextInput(text.GetString()!, pair.GetString()), null)
            : Wrong($"line {_line}: \"pair\" must be a text.");
    }

    private TextRecord ReadTokenIds(JsonElement root)
    {
        var isRight = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("ids", out var ids) && ids.ValueKind == JsonValueKind.Array
            && ids.EnumerateArray().All(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out _));
        return isRight
            ? new TextRecord(new TextInput(root.GetProperty("ids").GetRawText()), null)
            : Wrong($"line {_line}: expected a JSON object with token numbers: {{\"ids\": [1, 2]}}.");
    }
}
