using System.Net.Sockets;
using PromptLsp.Core.Calls;
using PromptLsp.Llm.Calls;
using PromptLsp.Llm.Http;
using PromptLsp.Llm.Tests.Support;

namespace PromptLsp.Llm.Tests.Calls;

/// <summary>Failures that no server on loopback can bring about.</summary>
public sealed class FailureReaderTests
{
    private static readonly CallTarget _target = new(
        "p/m", LlmFixture.Context, "https://llm.example.com", "KEY", "secret-1234", false, TimeSpan.FromSeconds(1), 0, new KeyRedactor(["secret-1234"]));

    [Fact]
    public void A_connection_that_is_not_made_in_time_is_a_lost_connection_and_no_cancellation()
    {
        var failure = FailureReader.Read(new TaskCanceledException("cancelled", new TimeoutException("no connection within 30 s")), new HttpExchange(), _target);

        Assert.Equal((ModelCallFailure.Unavailable, true), (failure!.Kind, failure.MayRetry));
        Assert.Equal("no answer from https://llm.example.com: no connection within 30 s", failure.Message);
    }

    [Fact]
    public void The_cause_of_a_lost_connection_is_shown_without_keys()
    {
        var cause = new HttpRequestException("outer", new SocketException(11001, "no such host: secret-1234"));

        Assert.Equal("no answer from https://llm.example.com: no such host: [key removed]", FailureReader.Read(cause, new HttpExchange(), _target)!.Message);
    }

    [Fact]
    public void A_mistake_of_this_program_is_no_failure_of_the_provider() =>
        Assert.Null(FailureReader.Read(new NotSupportedException("our own"), new HttpExchange(), _target));
}
