using System.Text;
using PromptLsp.Models.Loading;

namespace PromptLsp.Models.Tokenization.Reading;

/// <summary>Reads the wire format of Protocol Buffers: fields of a message one by one, never beyond its end.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes, string file)
{
    private const int Varint = 0;
    private const int Fixed8Bytes = 1;
    private const int Length = 2;
    private const int Fixed4Bytes = 5;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = bytes;
    private int _wireType;

    /// <summary>The number of the next field; false at the end. Its value must be read or skipped.</summary>
    public bool TryReadField(out int field)
    {
        if (_rest.IsEmpty)
        {
            field = 0;
            return false;
        }

        var key = ReadVarint();
        _wireType = (int)(key & 7);
        field = key >> 3 is > 0 and <= int.MaxValue ? (int)(key >> 3) : throw Broken();
        return true;
    }

    /// <summary>A whole number.</summary>
    public ulong Number()
    {
        Require(Varint);
        return ReadVarint();
    }

    /// <summary>Four bytes.</summary>
    public ReadOnlySpan<byte> Fixed32()
    {
        Require(Fixed4Bytes);
        return Take(4);
    }

    /// <summary>A run of bytes.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        Require(Length);
        return TakeCounted();
    }

    /// <summary>A message.</summary>
    public ProtobufReader Message() => new(Bytes(), file);

    /// <summary>A text.</summary>
    public string Text()
    {
        try
        {
            return _strict.GetString(Bytes());
        }
        catch (DecoderFallbackException)
        {
            throw new ModelFormatException(file, $"{file}: a piece is not valid UTF-8. Fetch the file again.");
        }
    }

    /// <summary>Passes over a value.</summary>
    public void Skip()
    {
        switch (_wireType)
        {
            case Varint: ReadVarint(); break;
            case Fixed8Bytes: Take(8); break;
            case Length: TakeCounted(); break;
            case Fixed4Bytes: Take(4); break;
            default: throw Broken();
        }
    }

    private readonly void Require(int wireType)
    {
        if (_wireType != wireType)
        {
            throw Broken();
        }
    }

    private ReadOnlySpan<byte> TakeCounted()
    {
        var count = ReadVarint();
        return count <= (ulong)_rest.Length ? Take((int)count) : throw Broken();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Broken();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Broken();
    }

    private readonly ModelFormatException Broken() => new(file, $"{file}: not a SentencePiece model, or it is damaged. Fetch the file again.");
}
