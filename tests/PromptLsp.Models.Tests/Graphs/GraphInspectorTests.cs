using CsCheck;
using PromptLsp.Models.Devices;
using PromptLsp.Models.Graphs;
using PromptLsp.Models.Inference;
using PromptLsp.Models.Loading;
using PromptLsp.Models.Tests.Golden;
using PromptLsp.Models.Tokenization;

namespace PromptLsp.Models.Tests.Graphs;

public sealed class GraphInspectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheBuiltInModelIsKnownToBearAnyBatch()
    {
        var facts = GraphInspector.Inspect(BuiltIn.Open());
        Assert.Equal((17, 8, "int8, activations quantised by row"), (facts.Opset, facts.IrVersion, facts.Precision));
        Assert.Null(facts.BatchDependence);
        Assert.Empty(facts.ExternalFiles);
        Assert.InRange(facts.Parameters, 22_000_000, 23_000_000);
    }

    [Theory]
    [InlineData("all-MiniLM-L6-v2", "fp16", false)]
    [InlineData("injection-minilm", "uint8, activations quantised by tensor", true)]
    [InlineData("ner-minilm-wnut17", "uint8, activations quantised by tensor", true)]
    [InlineData("SmolLM2-135M-Instruct", "4 bits in blocks", false)]
    public void TheReferenceModelsAreKnownByTheirGraphs(string name, string precision, bool dependsOnBatch)
    {
        var facts = GraphInspector.Inspect(ModelFolder.Open(SharedData.PathOf("models", name)));
        Assert.Equal(precision, facts.Precision);
        Assert.Equal(dependsOnBatch, facts.BatchDependence is not null);
        Assert.True(!dependsOnBatch || facts.BatchDependence!.Contains("DynamicQuantizeLinear", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(17, "attribute", -1L, false)]
    [InlineData(17, "attribute", 0L, true)]
    [InlineData(17, "attribute", 1L, true)]
    [InlineData(17, "none", 0L, true)]
    [InlineData(18, "input", -1L, false)]
    [InlineData(18, "input", 0L, true)]
    [InlineData(18, "constant", -1L, false)]
    [InlineData(18, "computed", -1L, true)]
    public void ARangeOverMoreThanARowIsFound(int opset, string how, long axis, bool dependsOnBatch)
    {
        var model = new TestModel { Opset = opset };
        string[] inputs = how is "attribute" or "none" ? ["x"] : ["x", "axes"];
        model.Node("ReduceMax", inputs, "max", how == "attribute" ? [OnnxParts.Attribute("axes", [axis])] : []).Node("MatMulInteger", ["a", "b"], "product");
        var axes = OnnxParts.Tensor<long>(how == "constant" ? "" : "axes", OnnxDataType.Int64, [1], [axis]);
        _ = how switch
        {
            "input" => model.Tensor(axes),
            "constant" => model.Node("Constant", [], "axes", new ProtoMessage().Add(1, "value").Add(5, axes).Add(20, 4)),
            _ => model,
        };
        Assert.Equal(dependsOnBatch, GraphInspector.Inspect(model.WriteTo(_folder)).BatchDependence is not null);
    }

    [Fact]
    public void WhatIsHiddenInABranchOrAFunctionIsFound()
    {
        var branch = new ProtoMessage().Add(1, OnnxParts.Node("DynamicQuantizeLinear", ["x"], "q"));
        var inBranch = new TestModel().Node("If", ["c"], "y", new ProtoMessage().Add(1, "then_branch").Add(6, branch).Add(20, 5));
        Assert.NotNull(GraphInspector.Inspect(inBranch.WriteTo(_folder)).BatchDependence);

        var function = new ProtoMessage().Add(1, "mine").Add(7, OnnxParts.Node("DynamicQuantizeLinear", ["x"], "q"));
        File.WriteAllBytes(Path.Combine(_folder.Path, "model.onnx"), [.. TestModel.Encoder().ToBytes(), .. new ProtoMessage().Add(25, function).Bytes]);
        Assert.NotNull(GraphInspector.Inspect(ModelFolder.Open(_folder.Path)).BatchDependence);
    }

    [Fact]
    public void WeightsOutsideTheFileAreReadFromTheFolderOnly()
    {
        _folder.Write("../outside.bin", new string('x', 80));
        var folder = TestModel.Encoder(TestModel.ExternalTable("weights.bin", ("length", "80"))).WriteTo(_folder);
        Assert.Throws<ModelFileMissingException>(() => GraphInspector.Inspect(folder));
        _folder.Write("weights.bin", new string('\0', 79));
        Assert.Throws<ModelFileDamagedException>(() => GraphInspector.Inspect(folder));
        _folder.Write("weights.bin", new string('\0', 80));
        Assert.Equal(["weights.bin"], GraphInspector.Inspect(folder).ExternalFiles);
        using (var session = OnnxSession.Open(folder, DeviceRequest.Cpu))
        {
            using var batch = new TokenBatch([new ModelInput(new[] { 1, 2 }, 2)], [0], 0);
            using var output = session.Run(batch, CancellationToken.None);
            Assert.Equal(8, output.Values.Length);
        }

        File.Delete(Path.Combine(_folder.Path, "weights.bin"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "weights.bin"), "/etc/passwd");
        Assert.Contains("behind a link", Assert.Throws<ModelFormatException>(() => GraphInspector.Inspect(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("a/../../outside.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData(".")]
    public void APathThatLeavesTheFolderIsRefusedBeforeItIsOpened(string location)
    {
        var folder = TestModel.Encoder(TestModel.ExternalTable(location)).WriteTo(_folder);
        var exception = Assert.Throws<ModelFormatException>(() => OnnxSession.Open(folder, DeviceRequest.Cpu));
        Assert.Contains("outside its folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfWeightsMustStandInTheManifest()
    {
        TestModel.Encoder(TestModel.ExternalTable("weights.bin")).WriteTo(_folder);
        var manifest = ModelFolder.Open(_folder.Path).Manifest;
        ModelManifestWriter.Write(_folder.Path, manifest);
        _folder.Write("weights.bin", new string('\0', 80));
        Assert.Contains("does not list", Assert.Throws<ModelFormatException>(() => GraphInspector.Inspect(ModelFolder.Open(_folder.Path))).Message, StringComparison.Ordinal);
        ModelManifestWriter.Write(_folder.Path, manifest);
        Assert.NotEmpty(GraphInspector.Inspect(ModelFolder.Open(_folder.Path)).ExternalFiles);
    }

    [Theory]
    [InlineData(999, "operators of version 999")]
    public void OperatorsOfAVersionThatIsNotKnownAreNamed(int opset, string expected)
    {
        var folder = new TestModel { Opset = opset }
            .Tensor(OnnxParts.Tensor<float>("table", OnnxDataType.Float, [5, 4], new float[20]))
            .Node("Gather", ["table", "input_ids"], "last_hidden_state").WriteTo(_folder);
        var exception = Assert.Throws<ModelFormatException>(() => OnnxSession.Open(folder, DeviceRequest.Cpu));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains("ONNX Runtime cannot load it", exception.Message.Replace(" " + DeviceReport.Create().RuntimeVersion, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsThatDoNotFitTheOutputAreRefused()
    {
        TestModel.Encoder(output: "logits").WriteTo(_folder);
        File.Delete(Path.Combine(_folder.Path, "modules.json"));
        _folder.Write("config.json", """{"architectures":["BertForTokenClassification"],"id2label":{"0":"O","1":"B"}}""");
        var exception = Assert.Throws<ModelFormatException>(() => OnnxSession.Open(ModelFolder.Open(_folder.Path), DeviceRequest.Cpu));
        Assert.Contains("4 numbers a row: the number of labels, 2, does not fit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOversizedFileIsRefusedUnread()
    {
        using var stream = new HugeStream();
        Assert.Contains("an ONNX file holds at most", Assert.Throws<ModelFormatException>(() => OnnxModelReader.Read(stream, "huge.onnx")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GraphsInsideEachOtherHaveALimit()
    {
        var graph = new ProtoMessage().Add(1, OnnxParts.Node("Identity", ["x"], "y"));
        for (var depth = 0; depth < 40; depth++)
        {
            graph = new ProtoMessage().Add(1, OnnxParts.Node("If", ["c"], "y", new ProtoMessage().Add(1, "then_branch").Add(6, graph)));
        }

        var bytes = new ProtoMessage().Add(7, graph).Add(8, new ProtoMessage().Add(2, 17)).Bytes.ToArray();
        Assert.Contains("more than 32 deep", Assert.Throws<ModelFormatException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACutFileIsRefusedWhereverItIsCut()
    {
        var bytes = TestModel.Encoder().ToBytes();
        Assert.NotNull(Read(bytes));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => Read(bytes[..length]));
        }
    }

    [Fact]
    public void NoBytesMakeItThrowAnythingElse() => Gen.Byte.Array[0, 400].Sample(bytes => ReadOrRefuse(bytes), iter: 20_000);

    [Fact]
    public void NoChangeOfAModelMakesItThrowAnythingElse()
    {
        var model = new TestModel().Tensor(TestModel.ExternalTable("w.bin", ("offset", "1"), ("length", "2")))
            .Node("If", ["c"], "y", new ProtoMessage().Add(1, "then_branch").Add(6, new ProtoMessage().Add(1, OnnxParts.Node("ReduceMax", ["x"], "z", OnnxParts.Attribute("axes", [-1L])))))
            .Node("MatMulInteger", ["a", "b"], "c").ToBytes();
        Gen.Select(Gen.Int[0, model.Length - 1], Gen.Byte, Gen.Int[0, model.Length - 1], Gen.Byte).Sample(
            (first, one, second, two) =>
            {
                var changed = model.ToArray();
                (changed[first], changed[second]) = (one, two);
                ReadOrRefuse(changed);
            },
            iter: 20_000);
    }

    private static void ReadOrRefuse(byte[] bytes)
    {
        try
        {
            var model = Read(bytes);
            _ = BatchDependence.Find(model);
            _ = model.Graph.AllTensors().Sum(tensor => (double)tensor.Count);
        }
        catch (ModelFormatException exception)
        {
            Assert.Contains("test.onnx", exception.Message, StringComparison.Ordinal);
        }
    }

    private static OnnxModel Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return OnnxModelReader.Read(stream, "test.onnx");
    }

    private sealed class HugeStream : MemoryStream
    {
        public override long Length => 1L << 40;
    }
}
