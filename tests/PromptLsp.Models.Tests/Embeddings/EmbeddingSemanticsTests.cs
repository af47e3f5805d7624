using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using PromptLsp.Core.Retrieval;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tests.Golden;

namespace PromptLsp.Models.Tests.Embeddings;

/// <summary>Pooling, prefixes and shortened vectors.</summary>
public sealed class EmbeddingSemanticsTests(ModelFixture fixture)
{
    [Theory]
    [InlineData(PoolingKind.Mean, 3f, 4f)]
    [InlineData(PoolingKind.FirstToken, 1f, 2f)]
    [InlineData(PoolingKind.LastToken, 5f, 6f)]
    public void PaddingIsNotPooled(PoolingKind kind, float first, float second)
    {
        var vector = new float[2];
        TokenPooling.Pool([1, 2, 3, 4, 5, 6, 900, 900], 3, kind, vector);
        Assert.Equal([first, second], vector);
    }

    [Fact]
    public async Task AShortenedVectorIsTheBeginningNormalisedAnew()
    {
        using var model = await ModelFixture.LoadAsync(new EmbeddingModelOptions { Dimensions = 64 });
        var whole = await fixture.Model.EmbedAsync(["a text", "another one"], TestContext.Current.CancellationToken);
        var cut = await model.EmbedAsync(["a text", "another one"], TestContext.Current.CancellationToken);
        Assert.Equal((64, 64), (model.Dimension, cut.Dimension));
        for (var text = 0; text < 2; text++)
        {
            var expected = whole[text][..64].ToArray();
            TokenPooling.Normalize(expected);
            Assert.Equal(0, expected.Zip(cut[text].ToArray(), (left, right) => Math.Abs(left - right)).Max(), 6);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(385)]
    public async Task DimensionsThatAreNotThereAreAnError(int dimensions)
    {
        var exception = await Assert.ThrowsAsync<ModelFormatException>(() => ModelFixture.LoadAsync(new EmbeddingModelOptions { Dimensions = dimensions }));
        Assert.Contains("gives 384 dimensions", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueriesAndPassagesHaveTheirPrefix()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(BuiltIn.Open().Path))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        }

        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "manifest.json")))!;
        manifest["query_prefix"] = "query: ";
        manifest["passage_prefix"] = "passage: ";
        folder.Write("manifest.json", manifest.ToJsonString());
        using var model = await EmbeddingModel.LoadAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var (purpose, text) in new[] { (EmbeddingPurpose.Query, "query: cats"), (EmbeddingPurpose.Passage, "passage: cats"), (EmbeddingPurpose.Similarity, "cats") })
        {
            var expected = await fixture.Model.EmbedAsync([text], TestContext.Current.CancellationToken);
            var direct = await model.EmbedAsync(["cats"], purpose, TestContext.Current.CancellationToken);
            var generated = await model.GenerateAsync(["cats"], EmbeddingPurposes.Options(purpose), TestContext.Current.CancellationToken);
            Assert.Equal(expected[0].ToArray(), direct[0].ToArray());
            Assert.Equal(expected[0].ToArray(), generated[0].Vector.ToArray());
        }
    }
}
