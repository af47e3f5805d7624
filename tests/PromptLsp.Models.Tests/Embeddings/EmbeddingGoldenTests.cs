using System.Numerics.Tensors;
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

    [Theory]
    [InlineData("int8_rowwise")]
    [InlineData("fp32")]
    public async Task AVectorDoesNotDependOnItsBatch(string precision)
    {
        using var model = await EmbeddingModel.LoadAsync(SharedData.PathOf("models", "all-MiniLM-L6-v2"), options: new EmbeddingModelOptions { Precision = precision });
        var texts = GoldenCases.All().Where((_, index) => index % 4 == 0).Select(item => item.Text).ToList();
        var batched = await model.EmbedAsync(texts);
        for (var index = 0; index < texts.Count; index++)
        {
            var single = await model.EmbedAsync([texts[index]]);
            Assert.True(Compare(single[0].Span, batched[index].Span).Difference <= 1e-6f, texts[index]);
        }
    }

    [Fact]
    public async Task StsbCorrelatesAsTheReferenceSays()
    {
        var expected = StsbTest.Reference("int8_rowwise");
        Assert.InRange(await StsbTest.SpearmanAsync(fixture.Model), expected - 0.002, expected + 0.002);
    }

    [Fact]
    public async Task StsbCorrelatesAsTheReferenceSaysInFloat32()
    {
        using var model = await EmbeddingModel.LoadAsync(SharedData.PathOf("models", "all-MiniLM-L6-v2"));
        var expected = StsbTest.Reference("fp32");
        Assert.InRange(await StsbTest.SpearmanAsync(model), expected - 0.002, expected + 0.002);
    }

    private static (float Cosine, float Difference) Compare(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var differences = new float[expected.Length];
        TensorPrimitives.Subtract(expected, actual, differences);
        return (TensorPrimitives.CosineSimilarity(expected, actual), Math.Abs(TensorPrimitives.MaxMagnitude<float>(differences)));
    }
}
