using System.Threading.Channels;
using PromptLsp.Server.Transport;

namespace PromptLsp.Server.Queue;

/// <summary>
/// Gives requests their order. Mutating requests run one at a time, in the order they came; a read starts in that order too, with the snapshot
/// that all mutations before it have made and none behind it, and then runs beside the others. Edits never wait for reads.
/// </summary>
/// <remarks>The rules are those of Roslyn's request queue and of rust-analyzer's main loop.</remarks>
/// <typeparam name="TSnapshot">The immutable state that reads are given.</typeparam>
internal sealed class RequestQueue<TSnapshot> : IAsyncDisposable
    where TSnapshot : class
{
    private readonly Channel<QueuedRequest<TSnapshot>> _channel =
        Channel.CreateUnbounded<QueuedRequest<TSnapshot>>(new UnboundedChannelOptions { SingleReader = true });

    private readonly TaskScheduler _background =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Math.Max(1, Environment.ProcessorCount - 1)).ConcurrentScheduler;

    private readonly Func<TSnapshot> _current;
    private readonly Task _pump;
    private CancellationTokenSource _generation = new();

    /// <summary>Starts the queue.</summary>
    /// <param name="current">The newest snapshot; a mutation that changed anything makes it another object.</param>
    public RequestQueue(Func<TSnapshot> current)
    {
        _current = current;
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Called on the queue after a mutation that changed the state.</summary>
    public Action<TSnapshot> Changed { get; init; } = _ => { };

    /// <summary>Called where a mutation failed and the state is unknown: the session must end.</summary>
    public Action<string, Exception> Fatal { get; init; } = (_, _) => { };

    /// <summary>Takes a request in and returns at once; the task is its answer.</summary>
    public Task<WirePayload> EnqueueAsync(QueuedRequest<TSnapshot> request)
    {
        if (request.Schedule == RequestSchedule.OutOfBand)
        {
            Start(request, _current(), CancellationToken.None);
        }
        else if (!_channel.Writer.TryWrite(request))
        {
            request.Completion.TrySetException(RequestException.InvalidRequest("The server is stopping."));
        }

        return request.Completion.Task;
    }

    /// <summary>Takes no more requests in, and awaits the one that is running on the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _generation.CancelAsync();
        await _pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var request in _channel.Reader.ReadAllAsync())
        {
            if (request.Schedule == RequestSchedule.Mutating)
            {
                await MutateAsync(request);
            }
            else
            {
                Start(request, _current(), request.YieldsToChanges ? _generation.Token : CancellationToken.None);
            }
        }
    }

    private async Task MutateAsync(QueuedRequest<TSnapshot> request)
    {
        if (TryRefuse(request))
        {
            return;
        }

        var before = _current();
        await RunAsync(request, before, CancellationToken.None);
        if (request.Completion.Task is { IsFaulted: true, Exception.InnerException: { } failure } && request.IsFatal(failure))
        {
            Fatal(request.Method, failure);
        }

        var after = _current();
        if (!ReferenceEquals(before, after))
        {
            var old = Interlocked.Exchange(ref _generation, new CancellationTokenSource());
            Changed(after);
            await old.CancelAsync();
        }
    }

    private void Start(QueuedRequest<TSnapshot> request, TSnapshot snapshot, CancellationToken superseded)
    {
        if (TryRefuse(request))
        {
            return;
        }

        var scheduler = request.Schedule == RequestSchedule.Background ? _background : TaskScheduler.Default;
        _ = Task.Factory.StartNew(
            () => RunAsync(request, snapshot, superseded), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
    }

    private static bool TryRefuse(QueuedRequest<TSnapshot> request) =>
        request.CancellationToken.IsCancellationRequested
            ? request.Completion.TrySetCanceled(request.CancellationToken)
            : request.Refusal() is { } refusal && request.Completion.TrySetException(refusal);

    private static async Task RunAsync(QueuedRequest<TSnapshot> request, TSnapshot snapshot, CancellationToken superseded)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(request.CancellationToken, superseded);
        try
        {
            request.Completion.TrySetResult(await request.Run(snapshot, either.Token));
        }
        catch (OperationCanceledException) when (request.CancellationToken.IsCancellationRequested)
        {
            request.Completion.TrySetCanceled(request.CancellationToken);
        }
        catch (OperationCanceledException) when (superseded.IsCancellationRequested)
        {
            request.Completion.TrySetException(RequestException.ContentModified());
        }
        catch (Exception ex)
        {
            request.Completion.TrySetException(ex);
        }
    }
}
