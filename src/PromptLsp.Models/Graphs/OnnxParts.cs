using System.Runtime.InteropServices;

namespace PromptLsp.Models.Graphs;

/// <summary>Makes the messages of ONNX that are written.</summary>
internal static class OnnxParts
{
    private const int AttributeInteger = 2;
    private const int AttributeIntegers = 7;

    /// <summary>A NodeProto of ONNX's own operators.</summary>
    public static ProtoMessage Node(string operatorType, string[] inputs, string output, params ProtoMessage[] attributes)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs)
        {
            node.Add(1, input);
        }

        node.Add(2, output).Add(3, output + "_node").Add(4, operatorType);
        foreach (var attribute in attributes)
        {
            node.Add(5, attribute);
        }

        return node;
    }

    /// <summary>An attribute with a whole number.</summary>
    public static ProtoMessage Attribute(string name, long value) => new ProtoMessage().Add(1, name).Add(3, value).Add(20, AttributeInteger);

    /// <summary>An attribute with a list of whole numbers.</summary>
    public static ProtoMessage Attribute(string name, long[] values)
    {
        var attribute = new ProtoMessage().Add(1, name);
        foreach (var value in values)
        {
            attribute.Add(8, value);
        }

        return attribute.Add(20, AttributeIntegers);
    }

    /// <summary>A TensorProto.</summary>
    public static ProtoMessage Tensor<T>(string name, int dataType, long[] dimensions, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var tensor = new ProtoMessage();
        foreach (var length in dimensions)
        {
            tensor.Add(1, length);
        }

        return tensor.Add(2, dataType).Add(8, name).Add(9, MemoryMarshal.AsBytes(values));
    }

    /// <summary>A ValueInfoProto of a tensor; -1 stands for a length that is open.</summary>
    public static ProtoMessage Value(string name, int dataType, params long[] dimensions)
    {
        var shape = new ProtoMessage();
        foreach (var length in dimensions)
        {
            shape.Add(1, length < 0 ? new ProtoMessage() : new ProtoMessage().Add(1, length));
        }

        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, dataType).Add(2, shape)));
    }
}
