using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Loading;
using PromptLsp.Models.StaticEmbeddings;
using PromptLsp.Models.Tests.Embeddings;
using PromptLsp.Models.Training.Data;

namespace PromptLsp.Models.Tests.StaticEmbeddings;

public sealed class StaticModelTests
{
    private const string Id = "static-minilm";

    [Fact]
    public async Task Sentences_are_as_near_as_people_say()
    {
        using var model = await LoadAsync();
        var (left, right) = (Column("0"), Column("1"));
        var first = await model.EmbedAsync([.. left.Select(row => row.Text)], TestContext.Current.CancellationToken);
        var second = await model.EmbedAsync([.. right.Select(row => row.Text)], TestContext.Current.CancellationToken);
        var cosines = Enumerable.Range(0, left.Count).Select(row => (double)System.Numerics.Tensors.TensorPrimitives.Dot(first[row].Span, second[row].Span)).ToArray();
        var correlation = RankCorrelation.Spearman(cosines, [.. left.Select(row => double.Parse(row.Label, System.Globalization.CultureInfo.InvariantCulture))]);
        TestContext.Current.TestOutputHelper?.WriteLine($"STS-B test, Spearman {correlation:0.0000}");
        Assert.True(correlation >= 0.745, $"{correlation}");
    }

    [Fact]
    public async Task Embeddings_have_length_one_and_an_empty_text_has_none()
    {
        using var model = await LoadAsync();
        var embeddings = await model.EmbedAsync(["A dog barks.", "", "a dog barks ."], TestContext.Current.CancellationToken);
        Assert.Equal(256, embeddings.Dimension);
        Assert.Equal(1, System.Numerics.Tensors.TensorPrimitives.Norm(embeddings[0].Span), 1e-5);
        Assert.Equal(0, System.Numerics.Tensors.TensorPrimitives.Norm(embeddings[1].Span));
        Assert.Equal(embeddings[0].ToArray(), embeddings[2].ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(25)]
    public void A_damaged_table_is_a_clear_error(int length)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path + "/embeddings.bin";
        File.WriteAllBytes(path, StaticTable.Quantize([1, 2, 3, 4, 5, 6], 3).ToBytes()[..length]);
        Assert.Contains(path, Assert.Throws<ModelFormatException>(() => StaticTable.Load(path)).Message, StringComparison.Ordinal);
    }

    private static Task<EmbeddingModel> LoadAsync() =>
        EmbeddingModel.LoadAsync(Id, options: new EmbeddingModelOptions { Locator = new ModelLocator([Path.Combine(AppContext.BaseDirectory, "models")]) });

    private static IReadOnlyList<DataRow> Column(string text) =>
        DataReader.Read(SharedData.PathOf("data"), new DataSource { Path = "stsb-en/stsb-en-test.csv", Text = text, Label = "2", HasHeader = false });
}
