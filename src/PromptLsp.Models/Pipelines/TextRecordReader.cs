using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace PromptLsp.Models.Pipelines;

/// <summary>
/// Reads records from a stream and hands them over in windows: a full one, or what is there when the input makes us wait and the other side is idle.
/// So a file gives large windows, and a slow producer gets its answer at once. At most two windows and one line are held.
/// </summary>
/// <param name="input">The input.</param>
/// <param name="parser">Makes records of its lines.</param>
/// <param name="windows">Where they go, of capacity 1.</param>
internal sealed class TextRecordReader(Stream input, TextRecordParser parser, ChannelWriter<List<TextRecord>> windows)
{
    /// <summary>The longest line in bytes; a longer one is an error of that record.</summary>
    public const int MaxLineBytes = 1 << 20;

    private const int BufferBytes = 1 << 16;
    private const int WindowRecords = 256;
    private const int WindowCharacters = 1 << 18;

    private readonly PipeReader _reader = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: BufferBytes, leaveOpen: true));
    private List<TextRecord> _window = [];
    private int _windowCharacters;
    private bool _isSkipping;

    /// <summary>Reads to the end. A failure is passed on through the channel.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ReadOnceAsync(cancellationToken))
            {
            }

            if (_window.Count > 0)
            {
                await windows.WriteAsync(_window, cancellationToken);
            }

            await _reader.CompleteAsync();
            windows.Complete();
        }
        catch (Exception exception)
        {
            windows.Complete(exception);
        }
    }

    private async Task<bool> ReadOnceAsync(CancellationToken cancellationToken)
    {
        var reading = _reader.ReadAsync(cancellationToken).AsTask();
        while (!reading.IsCompleted && _window.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (windows.TryWrite(_window))
            {
                StartWindow();
            }
            else
            {
                await Task.WhenAny(reading, windows.WaitToWriteAsync(cancellationToken).AsTask());
            }
        }

        // A console cannot be interrupted while it waits for a key: do not wait for it then.
        var result = await reading.WaitAsync(cancellationToken);
        var rest = await TakeLinesAsync(result.Buffer, cancellationToken);
        if (result.IsCompleted && !rest.IsEmpty)
        {
            await AddAsync(rest, cancellationToken);
            rest = rest.Slice(rest.End);
        }

        if (rest.Length > MaxLineBytes)
        {
            _isSkipping = true;
            rest = rest.Slice(rest.End);
        }

        _reader.AdvanceTo(rest.Start, result.Buffer.End);
        return !result.IsCompleted || EndSkipping();
    }

    private async Task<ReadOnlySequence<byte>> TakeLinesAsync(ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            await AddAsync(buffer.Slice(0, end), cancellationToken);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
        }

        return buffer;
    }

    /// <summary>At the end of the input, inside a line that is too long, there is nothing more to read but its record is still owed.</summary>
    private bool EndSkipping()
    {
        if (_isSkipping)
        {
            _isSkipping = false;
            _window.Add(parser.TooLong(MaxLineBytes));
        }

        return false;
    }

    private async ValueTask AddAsync(ReadOnlySequence<byte> line, CancellationToken cancellationToken)
    {
        if (Parse(line) is { } record)
        {
            _window.Add(record);
            _windowCharacters += (record.Input?.Text.Length ?? 0) + (record.Input?.Pair?.Length ?? 0);
        }

        if (_window.Count >= WindowRecords || _windowCharacters >= WindowCharacters)
        {
            await windows.WriteAsync(_window, cancellationToken);
            StartWindow();
        }
    }

    private TextRecord? Parse(ReadOnlySequence<byte> line)
    {
        if (_isSkipping || line.Length > MaxLineBytes)
        {
            _isSkipping = false;
            return parser.TooLong(MaxLineBytes);
        }

        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        return parser.Parse(bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes);
    }

    private void StartWindow()
    {
        _window = [];
        _windowCharacters = 0;
    }
}
