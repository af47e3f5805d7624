using System.Text;
using System.Text.Json;

namespace PromptLsp.Llm.Http;

/// <summary>
/// One request and what came back, seen below the client library: status, headers and the first and last bytes of the body, which the library keeps
/// to itself when the answer makes no sense. It travels with the asynchronous flow of one attempt.
/// </summary>
internal sealed class HttpExchange
{
    private const int HeadCapacity = 4096;
    private const int TailCapacity = 2048;
    private static readonly AsyncLocal<HttpExchange?> _current = new();

    private readonly byte[] _head = new byte[HeadCapacity];
    private readonly byte[] _tail = new byte[TailCapacity];
    private long _length;

    /// <summary>The exchange of the attempt that is under way, or null outside of one.</summary>
    public static HttpExchange? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    /// <summary>The key that goes into <c>Authorization</c>; null where none is sent.</summary>
    public string? Key { get; init; }

    /// <summary>What is merged into the request's body; null where it goes out as it is.</summary>
    public JsonElement? BodyPatch { get; init; }

    /// <summary>Status of the answer; null until one came.</summary>
    public int? Status { get; private set; }

    /// <summary>The answer's headers that matter here.</summary>
    public ResponseFacts Facts { get; private set; } = ResponseFacts.None;

    /// <summary>Bytes of the body so far.</summary>
    public long Length => _length;

    /// <summary>The beginning of the body.</summary>
    public string Head => Encoding.UTF8.GetString(_head, 0, (int)Math.Min(_length, HeadCapacity));

    /// <summary>True where <see cref="Head"/> is the whole body.</summary>
    public bool HeadIsWhole => _length <= HeadCapacity;

    /// <summary>The end of the body, as far as it was read.</summary>
    public string Tail
    {
        get
        {
            var start = (int)(_length % TailCapacity);
            return _length <= TailCapacity
                ? Encoding.UTF8.GetString(_tail, 0, (int)_length)
                : Encoding.UTF8.GetString([.. _tail.AsSpan(start), .. _tail.AsSpan(0, start)]);
        }
    }

    /// <summary>Takes status and headers.</summary>
    public void Begin(HttpResponseMessage response)
    {
        Status = (int)response.StatusCode;
        Facts = ResponseFacts.Of(response);
    }

    /// <summary>Takes bytes of the body.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length < HeadCapacity)
        {
            var part = bytes[..(int)Math.Min(bytes.Length, HeadCapacity - _length)];
            part.CopyTo(_head.AsSpan((int)_length));
        }

        var position = _length;
        _length += bytes.Length;
        if (bytes.Length > TailCapacity)
        {
            position += bytes.Length - TailCapacity;
            bytes = bytes[^TailCapacity..];
        }

        var start = (int)(position % TailCapacity);
        var first = Math.Min(bytes.Length, TailCapacity - start);
        bytes[..first].CopyTo(_tail.AsSpan(start));
        bytes[first..].CopyTo(_tail);
    }
}
