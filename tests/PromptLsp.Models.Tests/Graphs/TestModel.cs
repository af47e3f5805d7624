using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tests.Graphs;

/// <summary>Small ONNX files, written by the code under test and read by ONNX Runtime.</summary>
internal sealed class TestModel
{
    private readonly List<ProtoMessage> _nodes = [];
    private readonly List<ProtoMessage> _tensors = [];

    public int Opset { get; init; } = 17;

    public string Output { get; init; } = "last_hidden_state";

    public int OutputWidth { get; init; } = 4;

    public bool IsPerToken { get; init; } = true;

    public TestModel Node(string operatorType, string[] inputs, string output, params ProtoMessage[] attributes)
    {
        _nodes.Add(OnnxParts.Node(operatorType, inputs, output, attributes));
        return this;
    }

    public TestModel Tensor(ProtoMessage tensor)
    {
        _tensors.Add(tensor);
        return this;
    }

    /// <summary>An encoder whose vectors are rows of a table: [5, 4], at <paramref name="external"/> or in the file.</summary>
    public static TestModel Encoder(ProtoMessage? table = null, string output = "last_hidden_state") => new TestModel { Output = output }
        .Tensor(table ?? OnnxParts.Tensor<float>("table", OnnxDataType.Float, [5, 4], [.. Enumerable.Range(0, 20).Select(number => (float)number)]))
        .Node("Gather", ["table", "input_ids"], output);

    /// <summary>The float table of <see cref="Encoder"/> in a file of its own.</summary>
    public static ProtoMessage ExternalTable(string location, params (string Key, string Value)[] more)
    {
        var tensor = new ProtoMessage().Add(1, 5).Add(1, 4).Add(2, OnnxDataType.Float).Add(8, "table");
        foreach (var (key, value) in more.Prepend(("location", location)))
        {
            tensor.Add(13, new ProtoMessage().Add(1, key).Add(2, value));
        }

        return tensor.Add(14, 1);
    }

    public byte[] ToBytes()
    {
        var graph = new ProtoMessage();
        _nodes.ForEach(node => graph.Add(1, node));
        graph.Add(2, "test");
        _tensors.ForEach(tensor => graph.Add(5, tensor));
        graph.Add(11, OnnxParts.Value("input_ids", OnnxDataType.Int64, -1, -1)).Add(11, OnnxParts.Value("attention_mask", OnnxDataType.Int64, -1, -1));
        graph.Add(12, OnnxParts.Value(Output, OnnxDataType.Float, IsPerToken ? [-1, -1, OutputWidth] : [-1, OutputWidth]));
        return new ProtoMessage().Add(1, 8).Add(7, graph).Add(8, new ProtoMessage().Add(2, Opset)).Bytes.ToArray();
    }

    /// <summary>Writes it with the files of a sentence-transformers export.</summary>
    public ModelFolder WriteTo(TemporaryFolder folder)
    {
        File.WriteAllBytes(Path.Combine(folder.Path, "model.onnx"), ToBytes());
        folder.Write("tokenizer.json", "{}");
        folder.Write("config.json", """{"architectures":["BertModel"],"max_position_embeddings":512}""");
        folder.Write("modules.json", """[{"type":"sentence_transformers.models.Pooling","path":"1_Pooling"}]""");
        folder.Write("1_Pooling/config.json", """{"word_embedding_dimension":4,"pooling_mode_mean_tokens":true}""");
        return ModelFolder.Open(folder.Path);
    }
}
