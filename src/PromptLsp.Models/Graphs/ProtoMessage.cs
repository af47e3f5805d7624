using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PromptLsp.Models.Graphs;

/// <summary>Writes one message in the wire format of protocol buffers.</summary>
internal sealed class ProtoMessage
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>The bytes of the head of a field of bytes: its number, its kind, its length.</summary>
    public static byte[] Head(int field, long length)
    {
        var head = new ProtoMessage();
        head.WriteTag(field, WireType.Bytes);
        head.WriteVarint((ulong)length);
        return head.Bytes.ToArray();
    }

    /// <summary>A whole number.</summary>
    public ProtoMessage Add(int field, long value)
    {
        WriteTag(field, WireType.Varint);
        WriteVarint((ulong)value);
        return this;
    }

    /// <summary>A float32.</summary>
    public ProtoMessage Add(int field, float value)
    {
        WriteTag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
        return this;
    }

    /// <summary>A text.</summary>
    public ProtoMessage Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message.</summary>
    public ProtoMessage Add(int field, ProtoMessage value) => Add(field, value.Bytes);

    /// <summary>Bytes.</summary>
    public ProtoMessage Add(int field, ReadOnlySpan<byte> value)
    {
        WriteTag(field, WireType.Bytes);
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void WriteTag(int field, WireType type) => WriteVarint(((ulong)field << 3) | (ulong)type);

    private void WriteVarint(ulong value)
    {
        var target = _bytes.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[length++] = (byte)(value | 0x80);
        }

        target[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
