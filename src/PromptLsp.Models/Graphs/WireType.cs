namespace PromptLsp.Models.Graphs;

/// <summary>How a field of a protocol buffer is written (protobuf.dev, "Encoding"). Groups are not used by ONNX and refused.</summary>
internal enum WireType
{
    /// <summary>7 bits a byte, lowest first.</summary>
    Varint = 0,

    /// <summary>8 bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length, then so many bytes: text, bytes, messages, packed numbers.</summary>
    Bytes = 2,

    /// <summary>4 bytes.</summary>
    Fixed32 = 5,
}
