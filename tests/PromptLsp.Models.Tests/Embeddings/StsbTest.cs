using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json;
using PromptLsp.Models.Embeddings;

namespace PromptLsp.Models.Tests.Embeddings;

/// <summary>The test part of the STS benchmark: pairs of sentences with how close people found them.</summary>
internal static class StsbTest
{
    /// <summary>What the reference gives.</summary>
    public static double Reference(string model)
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("golden", "embeddings-minilm", "stsb.json")));
        return expected.RootElement.GetProperty(model).GetProperty("spearman").GetDouble();
    }

    /// <summary>Rank correlation of cosines and of what people said.</summary>
    public static async Task<double> SpearmanAsync(EmbeddingModel model)
    {
        var pairs = File.ReadLines(SharedData.PathOf("data", "stsb-en", "stsb-en-test.csv")).Select(CsvFields).ToList();
        Assert.Equal(1379, pairs.Count);
        var embeddings = await model.EmbedAsync([.. pairs.SelectMany(pair => pair.Take(2))]);
        var cosines = pairs.Select((_, index) => (double)TensorPrimitives.Dot(embeddings[index * 2].Span, embeddings[(index * 2) + 1].Span));
        var gold = pairs.Select(pair => double.Parse(pair[2], CultureInfo.InvariantCulture));
        return RankCorrelation.Spearman([.. cosines], [.. gold]);
    }

    private static string[] CsvFields(string line)
    {
        var fields = new List<string>();
        for (var rest = line.AsSpan(); ;)
        {
            var isQuoted = rest.StartsWith("\"");
            var end = isQuoted ? ClosingQuote(rest) : rest.IndexOf(',') is >= 0 and var comma ? comma : rest.Length;
            fields.Add(isQuoted ? rest[1..(end - 1)].ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : rest[..end].ToString());
            if (end == rest.Length)
            {
                return [.. fields];
            }

            rest = rest[(end + 1)..];
        }
    }

    private static int ClosingQuote(ReadOnlySpan<char> text)
    {
        var index = 1;
        while (text[index] != '"' || (index + 1 < text.Length && text[index + 1] == '"'))
        {
            index += text[index] == '"' ? 2 : 1;
        }

        return index + 1;
    }
}
