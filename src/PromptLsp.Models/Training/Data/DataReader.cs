using System.Text;
using System.Text.Json;

namespace PromptLsp.Models.Training.Data;

/// <summary>Reads the rows of sources. Errors name the file and the row.</summary>
public static class DataReader
{
    /// <summary>The rows of one source, in the order of the file.</summary>
    /// <param name="folder">Where the data lies.</param>
    /// <param name="source">What to read.</param>
    /// <exception cref="TrainingException">The file is missing or not as the source says.</exception>
    public static IReadOnlyList<DataRow> Read(string folder, DataSource source)
    {
        var path = Path.Combine(folder, source.Path);
        var text = ReadText(path);
        var rows = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => Separated(path, SeparatedText.Commas(text), source),
            ".tsv" => Separated(path, SeparatedText.Tabs(text), source),
            ".jsonl" => text.Split('\n').Where(line => line.Trim().Length > 0).Select((line, index) => OfJson(path, index, Parse(path, index, line), source)),
            ".json" => Parse(path, 0, text).EnumerateArray().Select((item, index) => OfJson(path, index, item, source)),
            ".txt" when source.Label is null => text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => new DataRow(line, source.Constant ?? "")),
            ".txt" => Separated(path, SeparatedText.Tabs(text), source),
            var other => throw new TrainingException($"{path}: files of the kind '{other}' are not read: .csv, .tsv, .jsonl, .json or .txt."),
        };
        return Spread([.. rows.Where((_, index) => source.Remainders.Contains(index % source.Modulus))], source.Most);
    }

    private static List<DataRow> Spread(List<DataRow> rows, int most) =>
        most == 0 || rows.Count <= most ? rows : [.. Enumerable.Range(0, most).Select(index => rows[(int)((long)index * rows.Count / most)])];

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path}: cannot be read: {exception.Message} Give the folder of the data with --data.", exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw new TrainingException($"{path}: not valid UTF-8. Save the file as UTF-8.", exception);
        }
    }

    private static IEnumerable<DataRow> Separated(string path, IEnumerable<List<string>> records, DataSource source)
    {
        int text = -1, label = -1, number = 0;
        foreach (var record in records)
        {
            if (number++ == 0)
            {
                text = Column(path, record, source.Text, source.HasHeader);
                label = source.Label is null ? -1 : Column(path, record, source.Label, source.HasHeader);
                if (source.HasHeader)
                {
                    continue;
                }
            }

            if (Math.Max(text, label) >= record.Count)
            {
                throw new TrainingException($"{path}: record {number} has {record.Count} columns, {Math.Max(text, label) + 1} are needed.");
            }

            yield return new DataRow(record[text].Trim(), label < 0 ? source.Constant ?? "" : Name(path, number, record[label], source));
        }
    }

    private static int Column(string path, List<string> record, string name, bool hasHeader)
    {
        var column = hasHeader ? record.IndexOf(name) : -1;
        return column >= 0 ? column
            : int.TryParse(name, out var number) ? number
            : throw new TrainingException($"{path}: there is no column '{name}': it has {string.Join(", ", record)}.");
    }

    private static JsonElement Parse(string path, int index, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new TrainingException($"{path}:{index + 1 + (exception.LineNumber ?? 0)}: not valid JSON: {exception.Message}", exception);
        }
    }

    private static DataRow OfJson(string path, int index, JsonElement item, DataSource source)
    {
        var text = Value(path, index, item, source.Text);
        return new DataRow(text, source.Label is null ? source.Constant ?? "" : Name(path, index + 1, Value(path, index, item, source.Label), source));
    }

    private static string Value(string path, int index, JsonElement item, string key) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(key, out var value) ? value.ToString()
        : throw new TrainingException($"{path}: record {index + 1} has no '{key}'.");

    private static string Name(string path, int number, string label, DataSource source) =>
        source.Names.Count == 0 ? label.Trim()
        : source.Names.TryGetValue(label.Trim(), out var name) ? name
        : throw new TrainingException($"{path}: record {number} has the label '{label}', which is none of {string.Join(", ", source.Names.Keys)}.");
}
