using System.Buffers.Binary;
using System.Text;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Graphs;

/// <summary>
/// Reads the wire format of protocol buffers from a file, forwards, a small buffer at a time; large fields are skipped without being read.
/// Every length is checked against what encloses it, so the time is linear in the fields and no input makes it read outside. Not for concurrent use.
/// </summary>
/// <param name="stream">Can seek; stays the caller's.</param>
/// <param name="path">For errors.</param>
internal sealed class ProtoReader(Stream stream, string path)
{
    private const int BufferSize = 1 << 16;
    private const int MostTextBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferSize];
    private long _bufferOffset;
    private int _bufferLength;

    /// <summary>Where the next byte is read.</summary>
    public long Position { get; private set; }

    /// <summary>Where the message that is being read ends.</summary>
    public long End { get; private set; } = stream.Length;

    /// <summary>Reads the head of the next field.</summary>
    /// <returns>False at the end of the message.</returns>
    /// <exception cref="ModelFormatException">It is no field.</exception>
    public bool TryReadField(out int number, out WireType type)
    {
        (number, type) = (0, default);
        if (Position == End)
        {
            return false;
        }

        var tag = ReadVarint();
        (number, type) = ((int)Math.Min(tag >> 3, int.MaxValue), (WireType)(tag & 7));
        return number > 0 && type is WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32
            ? true
            : throw Wrong($"the field {tag >> 3} of kind {tag & 7} is none");
    }

    /// <summary>Reads a whole number of up to 64 bits.</summary>
    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Wrong("a number does not end");
    }

    /// <summary>Reads 8 bytes as int64.</summary>
    public long ReadFixed64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        ReadInto(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>The place of a field's bytes; the next field is read behind them.</summary>
    public FileRegion SkipBytes()
    {
        var length = ReadLength();
        var region = new FileRegion(Position, length);
        Position += length;
        return region;
    }

    /// <summary>Reads a text; one longer than 64 KiB is refused.</summary>
    public string ReadText()
    {
        var length = ReadLength();
        if (length > MostTextBytes)
        {
            throw Wrong($"a name has {length} bytes");
        }

        var bytes = new byte[length];
        ReadInto(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Begins a message inside this one.</summary>
    /// <returns>For <see cref="Leave"/>.</returns>
    public long Enter()
    {
        var length = ReadLength();
        var outer = End;
        End = Position + length;
        return outer;
    }

    /// <summary>Ends the message that <see cref="Enter"/> began; what is left of it is skipped.</summary>
    public void Leave(long outer)
    {
        Position = End;
        End = outer;
    }

    /// <summary>Goes over a field's value.</summary>
    public void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed32:
                Advance(sizeof(uint));
                break;
            case WireType.Fixed64:
                Advance(sizeof(ulong));
                break;
            default:
                SkipBytes();
                break;
        }
    }

    /// <summary>An error at the place that was reached.</summary>
    public ModelFormatException Wrong(string what) =>
        new(path, $"{path}: byte {Position}: {what}: the file is damaged or no ONNX model. Fetch or export the model again.");

    private long ReadLength()
    {
        var length = ReadVarint();
        return length <= (ulong)(End - Position) ? (long)length : throw Wrong($"{length} bytes should follow and {End - Position} do");
    }

    private void Advance(int bytes)
    {
        if (End - Position < bytes)
        {
            throw Wrong("the file ends in the middle of a field");
        }

        Position += bytes;
    }

    private byte ReadByte()
    {
        if (Position >= End)
        {
            throw Wrong("the file ends in the middle of a field");
        }

        if (Position < _bufferOffset || Position >= _bufferOffset + _bufferLength)
        {
            Fill();
        }

        return _buffer[(int)(Position++ - _bufferOffset)];
    }

    private void ReadInto(Span<byte> target)
    {
        foreach (ref var value in target)
        {
            value = ReadByte();
        }
    }

    private void Fill()
    {
        _bufferOffset = Position;
        stream.Position = Position;
        _bufferLength = stream.Read(_buffer, 0, BufferSize);
        if (_bufferLength == 0)
        {
            throw Wrong("the file became shorter while it was read");
        }
    }
}
