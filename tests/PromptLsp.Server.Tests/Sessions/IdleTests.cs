using Microsoft.Extensions.Time.Testing;
using PromptLsp.Server.Sessions;

namespace PromptLsp.Server.Tests.Sessions;

public sealed class IdleTests
{
    private readonly FakeTimeProvider _time = new();
    private int _calls;

    [Fact]
    public void Nothing_is_given_back_while_somebody_types()
    {
        using var watch = new IdleWatch(_time, () => _calls++);
        for (var key = 0; key < 50; key++)
        {
            watch.Touch();
            _time.Advance(TimeSpan.FromMilliseconds(300));
        }

        Assert.Equal(0, _calls);
    }

    [Fact]
    public void Each_pause_gives_back_once()
    {
        using var watch = new IdleWatch(_time, () => _calls++);
        watch.Touch();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _calls);
        watch.Touch();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, _calls);
    }

    [Fact]
    public void Short_pauses_after_one_another_give_back_once_in_five_seconds()
    {
        using var watch = new IdleWatch(_time, () => _calls++);
        for (var pause = 0; pause < 10; pause++)
        {
            watch.Touch();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, _calls);
    }
}
