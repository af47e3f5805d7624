using System.Threading.Channels;

namespace PromptLsp.Server.Queue;

/// <summary>
/// Works on the newest state in the background: one run at a time, each cancelled when a newer state comes. The newest one is always worked on to its end.
/// </summary>
/// <typeparam name="TState">What is worked on.</typeparam>
internal sealed class NewestLoop<TState> : IAsyncDisposable
{
    private readonly Channel<(TState State, CancellationToken Superseded)> _pending =
        Channel.CreateBounded<(TState, CancellationToken)>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Lock _lock = new();
    private readonly Func<TState> _newest;
    private readonly Task _loop;
    private CancellationTokenSource _superseded = new();

    /// <summary>Starts the loop.</summary>
    /// <param name="newest">The newest state; called under a lock, so be quick.</param>
    /// <param name="work">Works on one. Must not throw, but for a cancellation of its token.</param>
    public NewestLoop(Func<TState> newest, Func<TState, CancellationToken, Task> work)
    {
        _newest = newest;
        _loop = Task.Run(() => LoopAsync(work));
    }

    /// <summary>Work on the newest state, and returns at once. Safe for concurrent callers.</summary>
    public void Wake()
    {
        CancellationTokenSource old;

        // The state is taken and put in line in one step, with a token of its own: an older one can neither replace it nor cancel it.
        lock (_lock)
        {
            (old, _superseded) = (_superseded, new CancellationTokenSource());
            _pending.Writer.TryWrite((_newest(), _superseded.Token));
        }

        old.Cancel();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        CancellationTokenSource last;
        lock (_lock)
        {
            _pending.Writer.TryComplete();
            last = _superseded;
        }

        await last.CancelAsync();
        await _loop;
    }

    private async Task LoopAsync(Func<TState, CancellationToken, Task> work)
    {
        await foreach (var (state, superseded) in _pending.Reader.ReadAllAsync())
        {
            try
            {
                await work(state, superseded);
            }
            catch (OperationCanceledException) when (superseded.IsCancellationRequested)
            {
                // A newer state waits, or the loop ends.
            }
        }
    }
}
