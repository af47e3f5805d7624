namespace PromptLsp.Models.Graphs;

/// <summary>Numbers of ONNX's element types (onnx.proto, TensorProto.DataType) that are used here.</summary>
internal static class OnnxDataType
{
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Float16 = 10;
    public const int Double = 11;
    public const int BFloat16 = 16;

    /// <summary>The type's name.</summary>
    public static string NameOf(int type) => type switch
    {
        Float => "fp32",
        UInt8 => "uint8",
        Int8 => "int8",
        Int32 => "int32",
        Int64 => "int64",
        Float16 => "fp16",
        Double => "fp64",
        BFloat16 => "bf16",
        21 => "uint4",
        22 => "int4",
        _ => $"type {type}",
    };

    /// <summary>Bits of one element, or 0 where it is not known.</summary>
    public static int BitsOf(int type) => type switch
    {
        UInt8 or Int8 or 9 => 8,
        4 or 5 or Float16 or BFloat16 => 16,
        Float or Int32 or 12 => 32,
        Int64 or Double or 13 or 14 => 64,
        21 or 22 => 4,
        _ => 0,
    };
}
