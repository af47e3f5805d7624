using PromptLsp.Protocol.Generated;
using PromptLsp.Server.Queue;
using PromptLsp.Server.Transport;

namespace PromptLsp.Server.Tests.Queue;

public sealed class RequestQueueTests
{
    private sealed record State(int Edits);

    private volatile State _state = new(0);

    private RequestQueue<State> Start() => new(() => _state);

    [Fact]
    public async Task Each_read_sees_exactly_the_edits_before_it()
    {
        await using var queue = Start();
        var random = new Random(7);
        var edits = 0;
        var reads = new List<(int Expected, Task<int> Seen)>();
        for (var i = 0; i < 500; i++)
        {
            if (random.Next(2) == 0)
            {
                edits++;
                _ = EditAsync(queue);
            }
            else
            {
                var schedule = random.Next(2) == 0 ? RequestSchedule.LatencySensitive : RequestSchedule.Background;
                reads.Add((edits, ReadAsync(queue, schedule)));
            }
        }

        foreach (var (expected, seen) in reads)
        {
            Assert.Equal(expected, await seen.WaitAsync(TestEditor.Unexpected));
        }
    }

    [Fact]
    public async Task An_edit_does_not_wait_for_a_read_that_runs()
    {
        await using var queue = Start();
        var release = new TaskCompletionSource();
        var slow = queue.EnqueueAsync(Request(RequestSchedule.Background, async (_, _) =>
        {
            await release.Task;
            return WirePayload.Null;
        }));

        await EditAsync(queue).WaitAsync(TestEditor.Unexpected);

        Assert.False(slow.IsCompleted);
        release.SetResult();
        await slow.WaitAsync(TestEditor.Unexpected);
    }

    [Fact]
    public async Task A_read_that_an_edit_overtakes_answers_content_modified()
    {
        await using var queue = Start();
        var started = new TaskCompletionSource();
        var read = queue.EnqueueAsync(Request(RequestSchedule.LatencySensitive, async (_, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return WirePayload.Null;
        }) with
        { YieldsToChanges = true });
        await started.Task.WaitAsync(TestEditor.Unexpected);

        await EditAsync(queue);

        var error = await Assert.ThrowsAsync<RequestException>(() => read.WaitAsync(TestEditor.Unexpected));
        Assert.Equal((int)LSPErrorCodes.ContentModified, error.ErrorCode);
    }

    [Fact]
    public async Task A_mutation_that_changes_nothing_cancels_nothing()
    {
        await using var queue = Start();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var read = queue.EnqueueAsync(Request(RequestSchedule.LatencySensitive, async (_, token) =>
        {
            started.SetResult();
            await release.Task.WaitAsync(token);
            return WirePayload.Null;
        }) with
        { YieldsToChanges = true });
        await started.Task.WaitAsync(TestEditor.Unexpected);

        await queue.EnqueueAsync(Request(RequestSchedule.Mutating, (_, _) => Task.FromResult(WirePayload.Null)));
        release.SetResult();

        Assert.Same(WirePayload.Null, await read.WaitAsync(TestEditor.Unexpected));
    }

    [Fact]
    public async Task A_command_goes_on_while_the_user_types()
    {
        await using var queue = Start();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var command = queue.EnqueueAsync(Request(RequestSchedule.Background, async (_, token) =>
        {
            started.SetResult();
            await release.Task.WaitAsync(token);
            return WirePayload.Null;
        }));
        await started.Task.WaitAsync(TestEditor.Unexpected);

        await EditAsync(queue);
        release.SetResult();

        Assert.Same(WirePayload.Null, await command.WaitAsync(TestEditor.Unexpected));
    }

    [Fact]
    public async Task A_cancelled_request_answers_cancelled_and_one_that_waits_never_runs()
    {
        await using var queue = Start();
        using var source = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var running = queue.EnqueueAsync(Request(RequestSchedule.Background, async (_, token) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return WirePayload.Null;
        }) with
        { CancellationToken = source.Token });
        await started.Task.WaitAsync(TestEditor.Unexpected);
        var blocker = queue.EnqueueAsync(Request(RequestSchedule.Mutating, async (_, _) =>
        {
            await release.Task;
            return WirePayload.Null;
        }));
        var ran = false;
        var waiting = queue.EnqueueAsync(Request(RequestSchedule.LatencySensitive, (_, _) =>
        {
            ran = true;
            return Task.FromResult(WirePayload.Null);
        }) with
        { CancellationToken = source.Token });

        await source.CancelAsync();
        release.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TestEditor.Unexpected));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TestEditor.Unexpected));
        await blocker;
        Assert.False(ran);
    }

    [Fact]
    public async Task Out_of_band_requests_pass_a_stuck_queue()
    {
        await using var queue = Start();
        var release = new TaskCompletionSource();
        var stuck = queue.EnqueueAsync(Request(RequestSchedule.Mutating, async (_, _) =>
        {
            await release.Task;
            return WirePayload.Null;
        }));

        await queue.EnqueueAsync(Request(RequestSchedule.OutOfBand, (_, _) => Task.FromResult(WirePayload.Null))).WaitAsync(TestEditor.Unexpected);

        Assert.False(stuck.IsCompleted);
        release.SetResult();
        await stuck;
    }

    [Fact]
    public async Task A_failing_read_fails_alone()
    {
        await using var queue = Start();
        var fatal = new List<string>();

        var failing = queue.EnqueueAsync(Request(RequestSchedule.LatencySensitive, (_, _) => throw new InvalidOperationException("boom")));

        Assert.Equal("boom", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal(0, await ReadAsync(queue, RequestSchedule.LatencySensitive));
        Assert.Empty(fatal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failing_mutation_is_fatal_where_it_says_so(bool isFatal)
    {
        var fatal = new TaskCompletionSource<string>();
        await using var queue = new RequestQueue<State>(() => _state) { Fatal = (method, _) => fatal.TrySetResult(method) };

        var failing = queue.EnqueueAsync(Request(RequestSchedule.Mutating, (_, _) => throw new InvalidOperationException("boom")) with { IsFatal = _ => isFatal });

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal(0, await ReadAsync(queue, RequestSchedule.LatencySensitive));
        Assert.Equal(isFatal, fatal.Task.IsCompleted);
    }

    [Fact]
    public async Task A_refused_request_never_runs_and_is_not_fatal()
    {
        var fatal = false;
        await using var queue = new RequestQueue<State>(() => _state) { Fatal = (_, _) => fatal = true };
        var ran = false;

        var refused = queue.EnqueueAsync(Request(RequestSchedule.Mutating, (_, _) =>
        {
            ran = true;
            return Task.FromResult(WirePayload.Null);
        }) with
        { Refusal = RequestException.NotInitialized, IsFatal = _ => true });

        Assert.Equal((int)ErrorCodes.ServerNotInitialized, (await Assert.ThrowsAsync<RequestException>(() => refused)).ErrorCode);
        Assert.False(ran || fatal);
    }

    [Fact]
    public async Task A_queue_that_stopped_refuses_instead_of_hanging()
    {
        var queue = Start();
        await queue.DisposeAsync();

        await Assert.ThrowsAsync<RequestException>(() => EditAsync(queue).WaitAsync(TestEditor.Unexpected));
    }

    private static QueuedRequest<State> Request(RequestSchedule schedule, Func<State, CancellationToken, Task<WirePayload>> run) =>
        new("test", schedule, run, CancellationToken.None);

    private Task<WirePayload> EditAsync(RequestQueue<State> queue) => queue.EnqueueAsync(Request(RequestSchedule.Mutating, (_, _) =>
    {
        _state = new State(_state.Edits + 1);
        return Task.FromResult(WirePayload.Null);
    }));

    private static async Task<int> ReadAsync(RequestQueue<State> queue, RequestSchedule schedule)
    {
        var seen = -1;
        await queue.EnqueueAsync(Request(schedule, async (state, _) =>
        {
            await Task.Yield();
            seen = state.Edits;
            return WirePayload.Null;
        }));
        return seen;
    }
}
