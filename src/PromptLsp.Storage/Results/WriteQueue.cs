using System.Threading.Channels;
using PromptLsp.Core.Results;
using PromptLsp.Storage.Sqlite;

namespace PromptLsp.Storage.Results;

/// <summary>
/// One writer for the process with group commit: whatever has gathered while the last transaction was written to disk goes into the next one,
/// and each caller's task completes after the commit that holds its write.
/// </summary>
/// <remarks>The method: group commit, Gray and Reuter, Transaction Processing, 1993, 9.4. Here one fsync serves up to 256 writes.</remarks>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int BatchLimit = 256;

    private readonly SqliteDatabase _database;
    private readonly Channel<Item> _channel = Channel.CreateBounded<Item>(
        new BoundedChannelOptions(4 * BatchLimit) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task _loop;
    private ResultWriter? _writer;

    internal WriteQueue(SqliteDatabase database)
    {
        _database = database;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Queues a write. The task completes when it is on disk. Cancelling takes it out of the queue as long as it is not being written.</summary>
    internal async Task WriteAsync(Action<ResultWriter> write, CancellationToken cancellationToken)
    {
        var item = new Item(write, cancellationToken);
        try
        {
            await _channel.Writer.WriteAsync(item, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(IResultStore), "The store is closed.");
        }

        await item.Done.Task;
    }

    /// <summary>Writes what is queued, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _loop;
        CloseWriter();
    }

    private async Task RunAsync()
    {
        var batch = new List<Item>(BatchLimit);
        while (await _channel.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchLimit && _channel.Reader.TryRead(out var item))
            {
                if (!item.CancelIfAsked())
                {
                    batch.Add(item);
                }
            }

            WriteBatch(batch);
        }
    }

    private void WriteBatch(IReadOnlyList<Item> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var failure = TryCommit(batch);
        if (failure is null)
        {
            foreach (var item in batch)
            {
                item.Done.SetResult();
            }
        }
        else if (batch.Count == 1)
        {
            batch[0].Done.SetException(StoreErrors.Describe(_database.Path, failure) ?? failure);
        }
        else
        {
            // One bad record must not take the others with it: each gets a transaction of its own.
            foreach (var item in batch)
            {
                WriteBatch([item]);
            }
        }
    }

    private Exception? TryCommit(IReadOnlyList<Item> batch)
    {
        try
        {
            var writer = Writer();
            using var transaction = writer.BeginTransaction();
            foreach (var item in batch)
            {
                item.Write(writer);
            }

            transaction.Commit();
            return null;
        }
        catch (Exception exception)
        {
            // Not swallowed: the caller whose write this was gets it from its task. A new connection starts from a known state.
            CloseWriter();
            return exception;
        }
    }

    private ResultWriter Writer()
    {
        // A file that was deleted under an open connection would take rows that nobody ever finds.
        if (_writer is not null && !_database.Exists)
        {
            CloseWriter();
        }

        return _writer ??= new ResultWriter(_database.OpenForWriting());
    }

    private void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    private sealed record Item(Action<ResultWriter> Write, CancellationToken CancellationToken)
    {
        internal TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal bool CancelIfAsked()
        {
            if (!CancellationToken.IsCancellationRequested)
            {
                return false;
            }

            Done.SetCanceled(CancellationToken);
            return true;
        }
    }
}
