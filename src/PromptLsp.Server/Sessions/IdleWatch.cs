namespace PromptLsp.Server.Sessions;

/// <summary>Calls what is to be done while nobody works: once after each burst of requests, when none has come or ended for a moment.</summary>
internal sealed class IdleWatch : IDisposable
{
    /// <summary>How long nothing may happen: longer than between two keys.</summary>
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(600);

    /// <summary>The shortest time between two calls.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private long? _lastCall;

    /// <summary>Watches from now on.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="idle">Called on a thread of the pool, never twice at once.</param>
    public IdleWatch(TimeProvider time, Action idle)
    {
        _time = time;
        _timer = time.CreateTimer(
            _ =>
            {
                _lastCall = time.GetTimestamp();
                idle();
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something came or ended: the waiting begins anew.</summary>
    public void Touch()
    {
        var soon = _lastCall is { } last ? _interval - _time.GetElapsedTime(last) : TimeSpan.Zero;
        _timer.Change(soon > _quiet ? soon : _quiet, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
