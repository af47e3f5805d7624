using System.Numerics.Tensors;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Embeddings;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Quantization;
using PromptLsp.Models.Tests.Embeddings;
using PromptLsp.Models.Tests.Golden;
using PromptLsp.Models.Tests.Graphs;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Quantization;

public sealed class RowwiseQuantizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Target => Path.Combine(_folder.Path, "small-int8");

    [Fact]
    public async Task TheQuantisedReferenceModelIsAsGoodAsTheOneMadeByHand()
    {
        var source = ModelFolder.Open(SharedData.PathOf("models", "all-MiniLM-L6-v2"));
        var parts = QuantizedPackage.Create(source, Target);
        Assert.Equal(new QuantizedParts(36, 1, 0), parts);
        var made = ModelFolder.Open(Target);
        var facts = GraphInspector.Inspect(made);
        Assert.Equal(("int8, activations quantised by row", null), (facts.Precision, facts.BatchDependence));
        Assert.InRange(new FileInfo(made.ModelPath).Length, 22_000_000, 23_500_000);

        var cases = GoldenCases.All();
        using var model = await EmbeddingModel.LoadAsync(Target);
        var embeddings = await model.EmbedAsync([.. cases.Select(item => item.Text)]);
        var toFloat = cases.Select((item, index) => TensorPrimitives.CosineSimilarity(item.Embedding, embeddings[index].Span)).ToList();
        Assert.True(toFloat.Average() >= 0.996f && toFloat.Min() >= 0.98f, $"cosine to float32: mean {toFloat.Average()}, least {toFloat.Min()}");
        var toHandMade = cases.Select((item, index) => TensorPrimitives.CosineSimilarity(item.EmbeddingInt8, embeddings[index].Span)).ToList();
        Assert.True(toHandMade.Average() >= 0.997f, $"cosine to the file made by hand: mean {toHandMade.Average()}");

        for (var index = 0; index < cases.Count; index += 8)
        {
            var alone = await model.EmbedAsync([cases[index].Text]);
            Assert.True(alone[0].Span.ToArray().Zip(embeddings[index].Span.ToArray(), (a, b) => Math.Abs(a - b)).Max() <= 1e-6f, cases[index].Id);
        }

        Assert.InRange(await StsbTest.SpearmanAsync(model), StsbTest.Reference("int8_rowwise") - 0.002, StsbTest.Reference("int8_rowwise") + 0.002);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    public void AProductKeepsItsValuesWithinTheRounding(int opset)
    {
        var (original, made) = Quantize(SmallModel(opset));
        var (expected, actual) = (Run(original), Run(made));
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(TensorPrimitives.CosineSimilarity<float>(expected, actual) > 0.999f);
        Assert.NotEqual(expected, actual);
        Assert.Null(GraphInspector.Inspect(made).BatchDependence);
        Assert.True(new FileInfo(made.ModelPath).Length < new FileInfo(original.ModelPath).Length / 3);
    }

    [Fact]
    public void WhatIsMadeIsAPackageThatVerifies()
    {
        var (original, made) = Quantize(SmallModel(17));
        ModelFiles.VerifyAll(made);
        Assert.Equal(original.Manifest with { Id = "small-int8", ModelFile = made.Manifest.ModelFile, Precision = made.Manifest.Precision, Description = made.Manifest.Description, Files = [] },
            made.Manifest with { Files = [], Labels = original.Manifest.Labels, Thresholds = original.Manifest.Thresholds });
        Assert.Equal(["README.md", "config.json", "model_int8_rowwise.onnx", "tokenizer.json"], made.Manifest.Files.Select(file => file.Path));
        Assert.Contains("made by | `promptlsp models quantize", File.ReadAllText(Path.Combine(made.Path, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsLeftBehindWhereItFails()
    {
        var source = TestModel.Encoder().WriteTo(_folder);
        Assert.Contains("no product", Assert.Throws<ModelFormatException>(() => QuantizedPackage.Create(source, Target)).Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => QuantizedPackage.Create(SmallModel(17).WriteTo(_folder), Target, cancelled.Token));
        Assert.DoesNotContain(Directory.GetDirectories(_folder.Path), path => Path.GetFileName(path) != "1_Pooling");

        Directory.CreateDirectory(Target);
        Assert.Contains("exists already", Assert.Throws<ModelInstallException>(() => QuantizedPackage.Create(source, Target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AQuantisedModelIsNotQuantisedAgain() =>
        Assert.Contains("quantised already", Assert.Throws<ModelFormatException>(() => QuantizedPackage.Create(BuiltIn.Open(), Target)).Message, StringComparison.Ordinal);

    [Fact]
    public void WeightsThatAreNoNumbersAreRefused()
    {
        var model = SmallModel(17, weight: float.NaN);
        Assert.Contains("not finite", Assert.Throws<ModelFormatException>(() => QuantizedPackage.Create(model.WriteTo(_folder), Target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLossIsMeasured()
    {
        var source = ModelFolder.Open(SharedData.PathOf("models", "all-MiniLM-L6-v2"));
        QuantizedPackage.Create(source, Target);
        var loss = new QuantizationLossMeter(TimeProvider.System).Measure(source, ModelFolder.Open(Target), ["A man eats.", "", "Stocks fell sharply on Monday."]);
        Assert.Equal((3, null), (loss.Texts, loss.OtherLabels));
        Assert.InRange(loss.CosineMean, 0.99, 1);
        Assert.InRange(loss.BatchDifference, 0, 1e-6);
        Assert.True(loss.OriginalRate > 0 && loss.QuantizedRate > 0 && loss.GreatestDifference is > 0 and < 0.1 && loss.CosineMin <= loss.CosineMean);
    }

    /// <summary>A table of 5,000 rows, a product with 64 × 64 weights, one that is a cast of float16, and a constant.</summary>
    private static TestModel SmallModel(int opset, float weight = 0.5f)
    {
        var random = new Random(7);
        var table = Enumerable.Range(0, 5000 * 64).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
        var weights = Enumerable.Range(0, 64 * 64).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
        weights[7] = weight;
        var halves = Enumerable.Range(0, 64 * 4).Select(_ => (Half)((random.NextDouble() * 2) - 1)).ToArray();
        return new TestModel { Opset = opset }
            .Tensor(OnnxParts.Tensor<float>("table", OnnxDataType.Float, [5000, 64], table))
            .Tensor(OnnxParts.Tensor<float>("first", OnnxDataType.Float, [64, 64], weights))
            .Tensor(OnnxParts.Tensor<Half>("second.fp16", OnnxDataType.Float16, [64, 4], halves))
            .Node("Cast", ["second.fp16"], "second", OnnxParts.Attribute("to", OnnxDataType.Float))
            .Node("Gather", ["table", "input_ids"], "x")
            .Node("MatMul", ["x", "first"], "y")
            .Node("MatMul", ["y", "second"], "last_hidden_state");
    }

    private (ModelFolder Original, ModelFolder Made) Quantize(TestModel model)
    {
        var original = model.WriteTo(_folder);
        Assert.Equal(new QuantizedParts(2, 1, 0), QuantizedPackage.Create(original, Target));
        return (original, ModelFolder.Open(Target));
    }

    private static float[] Run(ModelFolder folder)
    {
        using var session = OnnxSession.Open(folder, DeviceRequest.Cpu);
        using var batch = new TokenBatch([new ModelInput(new[] { 1, 2, 4999 }, 3), new ModelInput(new[] { 17 }, 1)], [0, 1], 0);
        using var output = session.Run(batch, CancellationToken.None);
        return output.Values.ToArray();
    }
}
