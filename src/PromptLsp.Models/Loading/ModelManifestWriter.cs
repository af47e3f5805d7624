using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptLsp.Models.Loading;

/// <summary>Writes <c>manifest.json</c>, version 1, as <see cref="ModelFolder.Open"/> reads it.</summary>
public static class ModelManifestWriter
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <summary>Writes the manifest into a folder, with size and SHA-256 of every other file below it.</summary>
    /// <param name="folder">Absolute path of the model's folder, all files of which are there.</param>
    /// <param name="manifest">The facts; its list of files is made anew.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Write(string folder, ModelManifest manifest)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => path != ModelManifestReader.FileName)
            .Order(StringComparer.Ordinal)
            .Select(path => ModelFiles.Describe(folder, path));
        using var stream = File.Create(Path.Combine(folder, ModelManifestReader.FileName));
        using (var writer = new Utf8JsonWriter(stream, _options))
        {
            WriteAll(writer, manifest, files);
        }

        stream.Write("\n"u8);
    }

    private static void WriteAll(Utf8JsonWriter writer, ModelManifest manifest, IEnumerable<ManifestFile> files)
    {
        writer.WriteStartObject();
        writer.WriteNumber("manifest", 1);
        WriteText(writer, "id", manifest.Id);
        WriteText(writer, "task", manifest.Task);
        WriteText(writer, "description", manifest.Description);
        WriteText(writer, "architecture", manifest.Architecture);
        WriteText(writer, "source", manifest.Source);
        WriteText(writer, "licence", manifest.Licence);
        WriteText(writer, "precision", manifest.Precision);
        WriteText(writer, "model", manifest.ModelFile);
        WriteText(writer, "tokenizer", manifest.TokenizerFile);
        WriteInputs(writer, manifest.Inputs);
        WriteText(writer, "output", manifest.Output);
        WriteEmbedding(writer, manifest);
        writer.WriteNumber("max_tokens", manifest.MaxTokens);
        WriteLabels(writer, manifest);
        WriteFiles(writer, files);
        writer.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter writer, ModelInputs inputs)
    {
        writer.WriteStartObject("inputs");
        writer.WriteString("ids", inputs.Ids);
        writer.WriteString("attention_mask", inputs.AttentionMask);
        writer.WriteString("token_type_ids", inputs.TokenTypeIds);
        writer.WriteEndObject();
    }

    private static void WriteEmbedding(Utf8JsonWriter writer, ModelManifest manifest)
    {
        if (manifest.Pooling is { } pooling)
        {
            writer.WriteString("pooling", pooling switch
            {
                PoolingKind.FirstToken => "first_token",
                PoolingKind.LastToken => "last_token",
                _ => "mean",
            });
            writer.WriteString("normalization", manifest.IsNormalized ? "l2" : "none");
        }

        if (manifest.Dimension is { } dimension)
        {
            writer.WriteNumber("dimension", dimension);
        }

        WriteText(writer, "query_prefix", manifest.QueryPrefix);
        WriteText(writer, "passage_prefix", manifest.PassagePrefix);
    }

    private static void WriteLabels(Utf8JsonWriter writer, ModelManifest manifest)
    {
        if (manifest.Labels.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("labels");
        foreach (var label in manifest.Labels)
        {
            writer.WriteStringValue(label);
        }

        writer.WriteEndArray();
        writer.WriteString("activation", manifest.Activation.ToString().ToLowerInvariant());
        writer.WriteStartObject("thresholds");
        foreach (var (label, threshold) in manifest.Thresholds)
        {
            writer.WriteNumber(label, threshold);
        }

        writer.WriteEndObject();
    }

    private static void WriteFiles(Utf8JsonWriter writer, IEnumerable<ManifestFile> files)
    {
        writer.WriteStartArray("files");
        foreach (var file in files)
        {
            writer.WriteStartObject();
            writer.WriteString("path", file.Path);
            writer.WriteNumber("bytes", file.Bytes);
            writer.WriteString("sha256", file.Sha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string key, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(key, value);
        }
    }
}
