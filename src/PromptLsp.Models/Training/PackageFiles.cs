using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PromptLsp.Models.Training;

/// <summary>What the writers of models share.</summary>
internal static class PackageFiles
{
    private static readonly JsonWriterOptions _writing = new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file beside the old one and puts it in its place.</summary>
    public static void Replace(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>A JSON object with a line end.</summary>
    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, _writing))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The manifest's list of files.</summary>
    public static void WriteFiles(Utf8JsonWriter writer, params (string Path, byte[] Bytes)[] files)
    {
        writer.WriteStartArray("files");
        foreach (var (path, bytes) in files)
        {
            writer.WriteStartObject();
            writer.WriteString("path", path);
            writer.WriteNumber("bytes", bytes.Length);
            writer.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>A list of a card, where there is something in it.</summary>
    public static void List(StringBuilder card, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            card.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{string.Join("\n", lines.Select(line => "- " + line))}\n\n");
        }
    }
}
