using System.Text;

namespace PromptLsp.Models.Tests.Generation;

/// <summary>Writes ONNX files whose outputs are their inputs under other names: enough to see what is said of a graph's form.</summary>
internal static class TinyGraph
{
    public const int Float = 1;
    public const int Int64 = 7;

    /// <param name="values">Inputs, each with the output that repeats it or null, the type of its numbers, and its dimensions; 0 is an open one.</param>
    public static byte[] Write(params (string Input, string? Output, int Type, int[] Dimensions)[] values)
    {
        var graph = Text(2, "tiny");
        foreach (var (input, output, type, dimensions) in values)
        {
            graph.AddRange(Message(11, Value(input, type, dimensions)));
            if (output is not null)
            {
                graph.AddRange(Message(1, [.. Text(1, input), .. Text(2, output), .. Text(4, "Identity")]));
                graph.AddRange(Message(12, Value(output, type, dimensions)));
            }
        }

        return [.. Number(1, 8), .. Message(7, graph), .. Message(8, Number(2, 17))];
    }

    private static List<byte> Value(string name, int type, int[] dimensions)
    {
        var shape = dimensions.SelectMany((size, index) => Message(1, size == 0 ? Text(2, $"{name}{index}") : Number(1, size))).ToList();
        return [.. Text(1, name), .. Message(2, Message(1, [.. Number(1, type), .. Message(2, shape)]))];
    }

    private static List<byte> Number(int field, int value) => [.. VarInt(field << 3), .. VarInt(value)];

    private static List<byte> Text(int field, string text) => Message(field, [.. Encoding.UTF8.GetBytes(text)]);

    private static List<byte> Message(int field, List<byte> content) => [.. VarInt((field << 3) | 2), .. VarInt(content.Count), .. content];

    private static List<byte> VarInt(int value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
