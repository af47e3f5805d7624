using System.Numerics.Tensors;
using CsCheck;
using Microsoft.Extensions.AI;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tests.Golden;

namespace PromptLsp.Models.Tests.Embeddings;

public sealed class EmbeddingModelTests(ModelFixture fixture)
{
    private static readonly string _long = string.Join(' ', Enumerable.Repeat("cat", 300));

    [Fact]
    public async Task VectorsHaveNormOneAndKnowMeaning()
    {
        var embeddings = await fixture.Model.EmbedAsync(["A man is eating food.", "", "A man eats something.", "The stock market fell."]);
        Assert.Equal((4, 384), (embeddings.Count, embeddings.Dimension));
        for (var index = 0; index < embeddings.Count; index++)
        {
            Assert.Equal(1, TensorPrimitives.Norm(embeddings[index].Span), 5);
        }

        Assert.True(TensorPrimitives.Dot(embeddings[0].Span, embeddings[2].Span) > 0.7f);
        Assert.True(TensorPrimitives.Dot(embeddings[0].Span, embeddings[3].Span) < 0.3f);
        Assert.Empty(embeddings.Truncated);
    }

    [Fact]
    public async Task ACutTextIsTold()
    {
        var embeddings = await fixture.Model.EmbedAsync(["short", _long, "short too", _long + " cat"]);
        Assert.Equal([new TruncatedText(1, 302, 256), new TruncatedText(3, 303, 256)], embeddings.Truncated);
        Assert.Contains("text 1 has 302 tokens, the model takes 256", embeddings.Truncated[0].ToString(), StringComparison.Ordinal);
        Assert.True(embeddings[1].Span.SequenceEqual(embeddings[3].Span));
        Assert.Equal(3 + 256 + 4 + 256, embeddings.TokenCount);
    }

    [Fact]
    public async Task TheGeneratorTellsUsageMetadataAndCuts()
    {
        var told = new List<TruncatedText>();
        using var model = await ModelFixture.LoadAsync(new EmbeddingModelOptions { OnTruncated = told.Add });
        IEmbeddingGenerator<string, Embedding<float>> generator = model;

        var embeddings = await generator.GenerateAsync(new[] { "hello world", _long }.Select(text => text));

        Assert.Equal(2, embeddings.Count);
        Assert.Equal(384, embeddings[0].Vector.Length);
        Assert.Equal("all-MiniLM-L6-v2", embeddings[0].ModelId);
        Assert.Equal(4 + 256, embeddings.Usage?.InputTokenCount);
        Assert.Equal([new TruncatedText(1, 302, 256)], told);
        Assert.Equal(told, Assert.IsAssignableFrom<IReadOnlyList<TruncatedText>>(embeddings.AdditionalProperties?[EmbeddingModel.TruncatedProperty]));
        var metadata = generator.GetService<EmbeddingGeneratorMetadata>();
        Assert.Equal(("onnxruntime", "all-MiniLM-L6-v2", 384), (metadata?.ProviderName, metadata?.DefaultModelId, metadata?.DefaultModelDimensions));
        Assert.Same(model, generator.GetService<EmbeddingModel>());
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(["x"], new EmbeddingGenerationOptions { ModelId = "other" }));
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync(["x"], new EmbeddingGenerationOptions { Dimensions = 128 }));
    }

    [Fact]
    public async Task BatchSizesDoNotChangeTheResult()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(number => string.Concat(Enumerable.Repeat($"word{number} ", (number * 7 % 11) + 1)))];
        var expected = await fixture.Model.EmbedAsync(texts);
        using var other = await ModelFixture.LoadAsync(new EmbeddingModelOptions { BatchTokens = 1, BatchTexts = 1, Callers = 3 });
        var actual = await other.EmbedAsync(texts);
        for (var index = 0; index < expected.Values.Length; index++)
        {
            Assert.Equal(expected.Values.Span[index], actual.Values.Span[index], 1e-6f);
        }
    }

    [Fact]
    public async Task ManyCallersShareOneModel()
    {
        var expected = await fixture.Model.EmbedAsync(["one", "two words", "three words here"]);
        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => fixture.Model.EmbedAsync([new[] { "one", "two words", "three words here" }[number % 3]])));
        Assert.All(all.Select((result, number) => (result, number)), item =>
            Assert.InRange(TensorPrimitives.Dot(item.result[0].Span, expected[item.number % 3].Span), 0.99999f, 1.00001f));
    }

    [Fact]
    public async Task ACancelledCallLeavesTheModelUsable()
    {
        using var before = new CancellationTokenSource();
        await before.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Model.EmbedAsync(["x"], before.Token));

        using var tokenizing = new CancellationTokenSource();
        var texts = new CancellingTexts([.. Enumerable.Repeat(_long, 100)], cancelAt: 50, tokenizing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Model.EmbedAsync(texts, tokenizing.Token));
        Assert.Equal(1, (await fixture.Model.EmbedAsync(["it still works"])).Count);
    }

    [Fact]
    public async Task ARunUnderWayIsTerminated()
    {
        // Computing this batch takes a second and more: without termination it would end without an exception.
        using var session = OnnxSession.Open(BuiltIn.Open(), DeviceRequest.Cpu);
        using var batch = new TokenBatch([.. Enumerable.Repeat(BuiltIn.Tokenizer.EncodeForModel(_long, 256), 60)], [.. Enumerable.Range(0, 60)], 0);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => session.Run(batch, source.Token).Dispose()));
    }

    [Fact]
    public async Task ALazyGeneratorLoadsOnceAndTriesAgainAfterAFailure()
    {
        using var folder = new TemporaryFolder();
        await using var models = new SharedEmbeddingModels(options: new EmbeddingModelOptions { Locator = new ModelLocator([folder.Path]) });
        using var generator = new LazyEmbeddingGenerator(models, "all-MiniLM-L6-v2");
        Assert.Equal("all-MiniLM-L6-v2", generator.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelId);
        await Assert.ThrowsAsync<ModelNotFoundException>(() => generator.GenerateAsync(["x"]));

        CopyModel(folder);
        Assert.Equal(384, (await generator.GenerateAsync(["x"]))[0].Dimensions);
        Assert.Same(await models.GetAsync("all-MiniLM-L6-v2"), await models.GetAsync("all-MiniLM-L6-v2"));
    }

    [Fact]
    public void EveryTextIsInOneBatchWithinTheBudget() =>
        Gen.Select(Gen.Int[1, 256].Array[0, 60], Gen.Int[1, 600], Gen.Int[1, 40]).Sample(
            (lengths, budget, maxTexts) =>
            {
                var batches = BatchPlanner.Plan(lengths, budget, maxTexts);
                Assert.Equal(Enumerable.Range(0, lengths.Length), batches.SelectMany(batch => batch).Order());
                Assert.All(batches, batch => Assert.True(batch.Count <= maxTexts && (batch.Count == 1 || batch.Count * batch.Max(text => lengths[text]) <= budget)));
            });

    private static void CopyModel(TemporaryFolder folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder.Path, "all-MiniLM-L6-v2")).FullName;
        foreach (var file in Directory.GetFiles(BuiltIn.Open().Path))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
