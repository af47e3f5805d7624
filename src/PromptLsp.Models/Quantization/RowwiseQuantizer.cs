using PromptLsp.Models.Graphs;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Quantization;

/// <summary>
/// Makes a row-wise int8 model of a float one: weights of products 7 bits, one scale an output channel; tables of 4,096 rows and more int8 with one float16
/// scale a row; activations uint8 with one scale and one minimum a row. A text's result then does not depend on its batch. Everything else stays as it is.
/// </summary>
internal sealed class RowwiseQuantizer
{
    private const int OldestOpset = 11;
    private const int SmallestProductDepth = 32;
    private const int SmallestTableRows = 4096;

    private readonly string _path;
    private readonly OnnxModel _model;
    private readonly TensorData _data;
    private readonly RowwiseGraph _graph;
    private readonly Dictionary<string, WeightSource> _weights;
    private readonly HashSet<FileRegion> _makers;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _products;
    private int _tables;
    private int _left;

    private RowwiseQuantizer(string path, OnnxModel model, Stream source)
    {
        _path = path;
        _model = model;
        _data = new TensorData(source, path);
        _graph = new RowwiseGraph(model.Opset);
        _weights = WeightSource.Find(model.Graph);
        _makers = [.. _weights.Values.Select(weight => weight.Maker).OfType<OnnxNode>().Select(maker => maker.Field)];
    }

    /// <summary>Reads one model and writes another.</summary>
    /// <param name="path">A float32 or float16 ONNX file.</param>
    /// <param name="target">Where the other goes.</param>
    /// <param name="cancellationToken">Stops between two weights.</param>
    /// <exception cref="ModelLoadException">It is no float model, or has nothing to quantise.</exception>
    public static QuantizedParts Quantize(string path, Stream target, CancellationToken cancellationToken)
    {
        var model = OnnxModelReader.Read(path);
        if (model.Opset < OldestOpset || BatchDependence.HasIntegerProducts(model))
        {
            throw new ModelFormatException(path, model.Opset < OldestOpset
                ? $"{path}: its operators are of version {model.Opset}; {OldestOpset} or newer is needed. Export the model again."
                : $"{path}: it is quantised already. Quantise the float32 file that it was made from.");
        }

        using var source = File.OpenRead(path);
        return new RowwiseQuantizer(path, model, source).Run(source, target, cancellationToken);
    }

    private QuantizedParts Run(Stream source, Stream target, CancellationToken cancellationToken)
    {
        foreach (var node in _model.Graph.Nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!TryReplace(node))
            {
                _graph.Nodes.Add(node.Field);
                Use(node);
            }
        }

        if (_products == 0)
        {
            throw new ModelFormatException(_path, $"{_path}: no product of an activation and a float matrix was found ({_left} of other kinds). Export the model without fused operators.");
        }

        _used.UnionWith(_model.Graph.Outputs.Select(output => output.Name));
        new OnnxModelWriter(source, target).Write(_model, KeptNodes(), KeptInitializers(), cancellationToken);
        return new QuantizedParts(_products, _tables, _left);
    }

    private bool TryReplace(OnnxNode node)
    {
        if (!node.IsStandard || node.Outputs.Count != 1)
        {
            return false;
        }

        return node switch
        {
            { OperatorType: "MatMul", Inputs: [var activation, var weight] } => TryReplaceProduct(activation, weight, node.Outputs[0]),
            { OperatorType: "Gather", Inputs: [var table, var indices] } => node.Attribute("axis") is null or { Integer: 0 } && TryReplaceLookup(table, indices, node.Outputs[0]),
            _ => Skip(node),
        };
    }

    private bool Skip(OnnxNode node)
    {
        _left += node.OperatorType == "Gemm" ? 1 : 0;
        return false;
    }

    private bool TryReplaceProduct(string activation, string weight, string output)
    {
        if (!_weights.TryGetValue(weight, out var source) || _weights.ContainsKey(activation) || source.Tensor.Dimensions is not [>= SmallestProductDepth, > 0 and <= int.MaxValue])
        {
            return false;
        }

        _graph.AddProduct(activation, _graph.Find(weight) ?? AddProductWeights(weight, source.Tensor), output);
        _used.Add(activation);
        _products++;
        return true;
    }

    private bool TryReplaceLookup(string table, string indices, string output)
    {
        if (!_weights.TryGetValue(table, out var source) || source.Tensor.Dimensions is not [>= SmallestTableRows, > 0 and <= int.MaxValue])
        {
            return false;
        }

        _graph.AddLookup(_graph.Find(TableKey(table)) ?? AddTable(table, source.Tensor), indices, output);
        _used.Add(indices);
        _tables++;
        return true;
    }

    private string AddProductWeights(string weight, OnnxTensor tensor)
    {
        var (values, scales, sums) = WeightRounding.ByColumn(_data.ReadFloats(tensor), (int)tensor.Dimensions[1]);
        return _graph.AddProductWeights(weight, tensor.Dimensions[0], tensor.Dimensions[1], values, scales, sums);
    }

    private string AddTable(string table, OnnxTensor tensor)
    {
        var (values, scales) = WeightRounding.ByRow(_data.ReadFloats(tensor), (int)tensor.Dimensions[1]);
        return _graph.AddTable(TableKey(table), tensor.Dimensions[0], tensor.Dimensions[1], values, scales);
    }

    // The same matrix may be a table and the weights of a product.
    private static string TableKey(string table) => table + ".table";

    /// <summary>Remembers what a node that stays needs, also in the graphs inside it.</summary>
    private void Use(OnnxNode node)
    {
        // A node that only makes a weight counts when its output is used.
        if (!_makers.Contains(node.Field))
        {
            _used.UnionWith(node.Inputs);
            _used.UnionWith(node.Attributes.SelectMany(attribute => attribute.Graphs).SelectMany(graph => graph.AllNodes()).SelectMany(inner => inner.Inputs));
            _used.UnionWith(node.Attributes.SelectMany(attribute => attribute.Graphs).SelectMany(graph => graph.Outputs).Select(output => output.Name));
        }
    }

    private List<OnnxPart> KeptNodes()
    {
        var unneeded = _weights.Where(weight => !_used.Contains(weight.Key) && weight.Value.Maker is not null).Select(weight => weight.Value.Maker!.Field).ToHashSet();
        _used.UnionWith(_weights.Where(weight => _used.Contains(weight.Key)).SelectMany(weight => weight.Value.Maker?.Inputs ?? []));
        return [.. _graph.Nodes.Where(part => part.Copied is not { } field || !unneeded.Contains(field))];
    }

    private List<OnnxPart> KeptInitializers() =>
        [.. _model.Graph.Initializers.Where(entry => _used.Contains(entry.Tensor.Name)).Select(entry => (OnnxPart)entry.Field), .. _graph.Initializers];
}
