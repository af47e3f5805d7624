using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Tests.Golden;

namespace PromptLsp.Models.Tests.Embeddings;

public sealed class EmbeddingGoldenTests(ModelFixture fixture)
{
    [Fact]
    public async Task TheFloat32ExportEqualsTransformers()
    {
        var cases = GoldenCases.All();
        using var model = await EmbeddingModel.LoadAsync(SharedData.PathOf("models", "all-MiniLM-L6-v2"));
        Assert.Equal(("all-MiniLM-L6-v2", 384, 256), (model.Id, model.Dimension, model.MaxTokens));

        var actual = await model.EmbedAsync([.. cases.Select(item => item.Text)]);

        for (var index = 0; index < cases.Count; index++)
        {
            var (cosine, difference) = Compare(cases[index].Embedding, actual[index].Span);
            Assert.True(cosine >= 0.99999f && difference <= 1e-5f, $"{cases[index].Id}: cosine {cosine}, difference {difference}");
        }
    }

    [Fact]
    public async Task TheBuiltInModelStaysCloseToItsReference()
    {
        var cases = GoldenCases.All();
        var actual = await fixture.Model.EmbedAsync([.. cases.Select(item => item.Text)]);

        var cosines = cases.Select((item, index) => Compare(item.EmbeddingInt8, actual[index].Span).Cosine).ToList();
        TestContext.Current.SendDiagnosticMessage("int8 row-wise: cosine min {0}, mean {1}", cosines.Min(), cosines.Average());
        Assert.All(cosines, cosine => Assert.InRange(cosine, 0.99f, 1.00001f));
        Assert.True(cosines.Average() >= 0.999f, $"mean {cosines.Average()}");
        Assert.All(cases.Select((item, index) => Compare(item.Embedding, actual[index].Span).Cosine), cosine => Assert.InRange(cosine, 0.98f, 1.00001f));
    }

    [Fact]
    public async Task AVectorDoesNotDependOnItsBatch()
    {
        var texts = GoldenCases.All().Where((_, index) => index % 4 == 0).Select(item => item.Text).ToList();
        var batched = await fixture.Model.EmbedAsync(texts);
        for (var index = 0; index < texts.Count; index++)
        {
            var single = await fixture.Model.EmbedAsync([texts[index]]);
            Assert.True(Compare(single[0].Span, batched[index].Span).Difference <= 1e-6f, texts[index]);
        }
    }

    [Fact]
    public async Task StsbCorrelatesAsTheReferenceSays()
    {
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.PathOf("golden", "embeddings-minilm", "stsb.json")));
        var spearman = expected.RootElement.GetProperty("int8_rowwise").GetProperty("spearman").GetDouble();
        var pairs = File.ReadLines(SharedData.PathOf("data", "stsb-en", "stsb-en-test.csv")).Select(CsvFields).ToList();
        Assert.Equal(expected.RootElement.GetProperty("pairs").GetInt32(), pairs.Count);

        var embeddings = await fixture.Model.EmbedAsync([.. pairs.SelectMany(pair => pair.Take(2))]);
        var cosines = pairs.Select((_, index) => (double)TensorPrimitives.Dot(embeddings[index * 2].Span, embeddings[(index * 2) + 1].Span));
        var gold = pairs.Select(pair => double.Parse(pair[2], CultureInfo.InvariantCulture));

        var actual = RankCorrelation.Spearman([.. cosines], [.. gold]);
        TestContext.Current.SendDiagnosticMessage("STS-B test Spearman {0}, reference {1}", actual, spearman);
        Assert.InRange(actual, spearman - 0.002, spearman + 0.002);
    }

    private static (float Cosine, float Difference) Compare(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var differences = new float[expected.Length];
        TensorPrimitives.Subtract(expected, actual, differences);
        return (TensorPrimitives.CosineSimilarity(expected, actual), Math.Abs(TensorPrimitives.MaxMagnitude<float>(differences)));
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
