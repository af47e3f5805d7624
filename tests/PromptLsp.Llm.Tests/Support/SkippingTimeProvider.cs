using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace PromptLsp.Llm.Tests.Support;

/// <summary>
/// A clock that stands still, and jumps over every wait that is shorter than <paramref name="limit"/> as soon as it begins. Longer waits, such as
/// time limits, end when a test advances the clock.
/// </summary>
public sealed class SkippingTimeProvider(TimeSpan limit) : FakeTimeProvider(Noon)
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The waits that were jumped over.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan && dueTime < limit)
        {
            Waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
