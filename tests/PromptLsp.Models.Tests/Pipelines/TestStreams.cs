namespace PromptLsp.Models.Tests.Pipelines;

/// <summary>A stream of which a test overrides what it needs.</summary>
internal abstract class TestStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>The same line for ever.</summary>
internal sealed class EndlessLines : TestStream
{
    public long BytesRead { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var line = "eleven char\n"u8;
        var count = Math.Min(buffer.Length, 1200);
        for (var index = 0; index < count; index++)
        {
            buffer.Span[index] = line[(int)((BytesRead + index) % line.Length)];
        }

        BytesRead += count;
        return ValueTask.FromResult(count);
    }
}

/// <summary>Takes everything and cancels after some of it.</summary>
internal sealed class CancellingStream(CancellationTokenSource source, long afterBytes) : TestStream
{
    public long BytesWritten { get; private set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        BytesWritten += buffer.Length;
        if (BytesWritten >= afterBytes)
        {
            source.Cancel();
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Breaks at the first reading.</summary>
internal sealed class FailingStream : TestStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("the disk is gone");
}
