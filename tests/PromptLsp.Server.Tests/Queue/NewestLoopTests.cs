using PromptLsp.Server.Queue;

namespace PromptLsp.Server.Tests.Queue;

public sealed class NewestLoopTests
{
    /// <summary>However wakings and runs meet, the last state is worked on and not cancelled: an editor would wait for its findings for ever.</summary>
    [Fact]
    public async Task The_newest_state_is_always_worked_on_to_its_end()
    {
        for (var round = 0; round < 300; round++)
        {
            var state = 0;
            var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var loop = new NewestLoop<int>(
                () => Volatile.Read(ref state),
                async (seen, superseded) =>
                {
                    await Task.Yield();
                    superseded.ThrowIfCancellationRequested();
                    if (seen == 40)
                    {
                        last.TrySetResult();
                    }
                });
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < 10; i++)
                {
                    Interlocked.Increment(ref state);
                    loop.Wake();
                }
            })));
            await last.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }
}
