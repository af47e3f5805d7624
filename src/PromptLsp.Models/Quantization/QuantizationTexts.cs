using System.Text;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Pipelines;

namespace PromptLsp.Models.Quantization;

/// <summary>Reads the texts that a loss is measured on.</summary>
public static class QuantizationTexts
{
    /// <summary>The most that are read; the rest of a file is left.</summary>
    public const int MostTexts = 10_000;

    /// <summary>Reads lines, or JSON lines with <c>text</c>.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="ModelFormatException">A line cannot be read, or there is none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        var parser = new TextRecordParser(RecordFormat.Auto);
        var texts = new List<string>();
        var number = 0;
        foreach (var line in File.ReadLines(path).Take(MostTexts))
        {
            number++;
            if (parser.Parse(Encoding.UTF8.GetBytes(line)) is { } record)
            {
                texts.Add(record.Input?.Text ?? throw new ModelFormatException(path, $"{path}:{number}: {record.Error}"));
            }
        }

        return texts.Count > 0 ? texts : throw new ModelFormatException(path, $"{path}: it holds no text. Give lines, or JSON lines with `text`.");
    }
}
