using PromptLsp.Models.Graphs;

namespace PromptLsp.Models.Quantization;

/// <summary>
/// The nodes and weights of the quantised graph. Standard operators only: for each row x of an activation, with its least number m and its range r,
/// q = round((x − m) · 255 / r) as uint8, and x · W ≈ r / 255 · s · MatMulInteger(q, W_q) + m · colsum(s · W_q), where s is the scale of each output channel.
/// Nothing is taken over the batch or over padding.
/// </summary>
/// <param name="opset">Version of ONNX's own operators: from 18 on the axes of a reduction are an input.</param>
internal sealed class RowwiseGraph(long opset)
{
    private const int AxesAreInputFrom = 18;
    private const string Prefix = "rowwise/";

    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _weights = new(StringComparer.Ordinal);

    /// <summary>Nodes so far, in an order in which they can be computed.</summary>
    public List<OnnxPart> Nodes { get; } = [];

    /// <summary>Weights so far.</summary>
    public List<OnnxPart> Initializers { get; } = Constants();

    /// <summary>The name of the quantised weights of <paramref name="weight"/>, or null where they are still to be added.</summary>
    public string? Find(string weight) => _weights.GetValueOrDefault(weight);

    /// <summary>Adds the weights of a product.</summary>
    public string AddProductWeights(string weight, long rows, long columns, sbyte[] values, float[] scales, float[] sums)
    {
        var name = NameOf(weight);
        Initializers.Add(OnnxParts.Tensor<sbyte>(name + ".q", OnnxDataType.Int8, [rows, columns], values));
        Initializers.Add(OnnxParts.Tensor<float>(name + ".s", OnnxDataType.Float, [columns], scales));
        Initializers.Add(OnnxParts.Tensor<float>(name + ".sum", OnnxDataType.Float, [columns], sums));
        return name;
    }

    /// <summary>Adds a table of rows that are looked up.</summary>
    public string AddTable(string weight, long rows, long columns, sbyte[] values, Half[] scales)
    {
        var name = NameOf(weight);
        Initializers.Add(OnnxParts.Tensor<sbyte>(name + ".q", OnnxDataType.Int8, [rows, columns], values));
        Initializers.Add(OnnxParts.Tensor<Half>(name + ".s", OnnxDataType.Float16, [rows, 1], scales));
        return name;
    }

    /// <summary>Adds <c>MatMul</c> of an activation and quantised weights.</summary>
    public void AddProduct(string activation, string weights, string output)
    {
        var rows = RowsOf(activation);
        var name = Prefix + "product/" + output;
        Add("MatMulInteger", [rows + ".q", weights + ".q"], name + ".i");
        Add("Cast", [name + ".i"], name + ".f", OnnxParts.Attribute("to", OnnxDataType.Float));
        Add("Mul", [rows + ".s", weights + ".s"], name + ".ss");
        Add("Mul", [name + ".f", name + ".ss"], name + ".w");
        Add("Mul", [rows + ".min", weights + ".sum"], name + ".c");
        Add("Add", [name + ".w", name + ".c"], output);
    }

    /// <summary>Adds <c>Gather</c> of rows of a quantised table.</summary>
    public void AddLookup(string table, string indices, string output)
    {
        var name = Prefix + "lookup/" + output;
        Add("Gather", [table + ".q", indices], name + ".q");
        Add("Gather", [table + ".s", indices], name + ".s");
        Add("Cast", [name + ".q"], name + ".f", OnnxParts.Attribute("to", OnnxDataType.Float));
        Add("Cast", [name + ".s"], name + ".sf", OnnxParts.Attribute("to", OnnxDataType.Float));
        Add("Mul", [name + ".f", name + ".sf"], output);
    }

    private static List<OnnxPart> Constants() =>
    [
        OnnxParts.Tensor<float>(Prefix + "eps", OnnxDataType.Float, [], [1e-9f]),
        OnnxParts.Tensor<float>(Prefix + "255", OnnxDataType.Float, [], [255f]),
        OnnxParts.Tensor<float>(Prefix + "1/255", OnnxDataType.Float, [], [1f / 255f]),
        OnnxParts.Tensor<long>(Prefix + "axes", OnnxDataType.Int64, [1], [-1L]),
    ];

    private string NameOf(string weight)
    {
        var name = Prefix + "weight/" + weight;
        _weights.Add(weight, name);
        return name;
    }

    /// <summary>The quantised rows of an activation; products of the same activation share them.</summary>
    private string RowsOf(string activation)
    {
        if (_rows.TryGetValue(activation, out var known))
        {
            return known;
        }

        var name = Prefix + "rows/" + activation;
        _rows.Add(activation, name);
        AddReduction("ReduceMax", activation, name + ".max");
        AddReduction("ReduceMin", activation, name + ".min");
        Add("Sub", [name + ".max", name + ".min"], name + ".diff");
        Add("Max", [name + ".diff", Prefix + "eps"], name + ".range");
        Add("Mul", [name + ".range", Prefix + "1/255"], name + ".s");
        Add("Div", [Prefix + "255", name + ".range"], name + ".inv");
        Add("Sub", [activation, name + ".min"], name + ".d");
        Add("Mul", [name + ".d", name + ".inv"], name + ".m");
        Add("Round", [name + ".m"], name + ".r");
        Add("Cast", [name + ".r"], name + ".q", OnnxParts.Attribute("to", OnnxDataType.UInt8));
        return name;
    }

    private void AddReduction(string operatorType, string input, string output)
    {
        if (opset >= AxesAreInputFrom)
        {
            Add(operatorType, [input, Prefix + "axes"], output, OnnxParts.Attribute("keepdims", 1));
        }
        else
        {
            Add(operatorType, [input], output, OnnxParts.Attribute("axes", [-1L]), OnnxParts.Attribute("keepdims", 1));
        }
    }

    private void Add(string operatorType, string[] inputs, string output, params ProtoMessage[] attributes) =>
        Nodes.Add(OnnxParts.Node(operatorType, inputs, output, attributes));
}
