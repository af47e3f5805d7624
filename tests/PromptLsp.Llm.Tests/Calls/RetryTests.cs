using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Llm.Tests.Support;
using PromptLsp.Testing.FakeOpenAi;

namespace PromptLsp.Llm.Tests.Calls;

/// <summary>One layer retries, as often as configured, with every attempt in a row of its own.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task A_good_answer_is_one_row_with_its_usage()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.Text("fine", "length"));
        using var client = fixture.Client();

        await client.GetResponseAsync(LlmFixture.Prompt);

        var expected = new CallAttempt(
            "call-1", "run-1", 1, "fake/model-1", SkippingTimeProvider.Noon, TimeSpan.Zero, "ok", 200, null, null, 10, 5, "length", "req-1");
        Assert.Equal([expected], fixture.Log.Rows);
    }

    [Fact]
    public async Task Our_own_count_stands_beside_the_usage_of_each_attempt_of_the_first_round()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.TooManyRequests("0"), FakeReply.Text("one"), FakeReply.Text("two"));
        using var client = fixture.Provider.GetClient("fake/model-1", LlmFixture.Context with { CountedTokens = 11 });

        await client.GetResponseAsync(LlmFixture.Prompt);
        await client.GetResponseAsync(LlmFixture.Prompt);

        Assert.Equal([11, 11, null], fixture.Log.Rows.Select(row => row.CountedTokens));
    }

    [Fact]
    public async Task Waits_as_long_as_the_server_asks_and_records_it_before_the_next_attempt()
    {
        await using var fixture = await LlmFixture.StartAsync(
            FakeReply.TooManyRequests("7"),
            FakeReply.TooManyRequests(SkippingTimeProvider.Noon.AddSeconds(27).ToString("r")),
            FakeReply.Error(503).WithHeader("retry-after-ms", "1500").WithHeader("Retry-After", "9"),
            FakeReply.Text("at last"));
        List<int> rowsAtRequest = [];
        fixture.Server.OnRequest = _ => rowsAtRequest.Add(fixture.Log.Rows.Count);
        using var client = fixture.Client();

        Assert.Equal("at last", (await client.GetResponseAsync(LlmFixture.Prompt)).Text);

        Assert.Equal([0, 1, 2, 3], rowsAtRequest);
        Assert.Equal([1, 2, 3, 4], fixture.Log.Rows.Select(row => row.Attempt));
        Assert.Equal(["rate_limited", "rate_limited", "unavailable", "ok"], fixture.Log.Rows.Select(row => row.Outcome));
        Assert.Equal([429, 429, 503, 200], fixture.Log.Rows.Select(row => row.HttpStatus));
        TimeSpan?[] waits = [TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1.5), null];
        Assert.Equal(waits, fixture.Log.Rows.Select(row => row.RetryAfter));
        Assert.Equal(waits[..3], fixture.Time.Waits.Select(wait => (TimeSpan?)wait));
        Assert.Equal(["req-1", "req-2", "req-3", "req-4"], fixture.Log.Rows.Select(row => row.RequestId));
        Assert.Contains("slow down", fixture.Log.Rows[0].Error);
        Assert.Null(fixture.Log.Rows[3].Error);
    }

    [Fact]
    public async Task Backs_off_exponentially_with_full_jitter()
    {
        await using var fixture = await LlmFixture.StartAsync(maxRetries: 9);
        fixture.Server.Reply = FakeReply.Error(500);

        var failure = await fixture.FailAsync();

        // The jitter of these tests is always a half: of 0.5, 1, 2, ... and at most 30 seconds.
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 15, 15, 15], fixture.Time.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(10, fixture.Server.Requests.Count);
        Assert.Equal(10, fixture.Log.Rows.Count);
        Assert.Equal(ModelCallFailure.Unavailable, failure.Failure);
        Assert.Equal(500, failure.HttpStatus);
        Assert.Contains("[10 attempts]", failure.Message);
        Assert.Contains("request id req-10", failure.Message);
    }

    [Theory]
    [InlineData("86400")]
    [InlineData("99999999999999999999")]
    [InlineData("Tue, 01 Jan 2030 00:00:00 GMT")]
    public async Task A_server_that_asks_for_an_age_gets_a_minute(string retryAfter)
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.TooManyRequests(retryAfter));
        using var client = fixture.Client();

        await client.GetResponseAsync(LlmFixture.Prompt);

        Assert.Equal([TimeSpan.FromMinutes(1)], fixture.Time.Waits);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("")]
    public async Task A_retry_after_that_says_nothing_is_as_good_as_none(string retryAfter)
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.TooManyRequests(retryAfter));
        using var client = fixture.Client();

        await client.GetResponseAsync(LlmFixture.Prompt);

        Assert.Equal([TimeSpan.FromSeconds(0.25)], fixture.Time.Waits);
    }

    [Theory]
    [InlineData(408, ModelCallFailure.TimedOut, 3)]
    [InlineData(409, ModelCallFailure.Rejected, 3)]
    [InlineData(429, ModelCallFailure.RateLimited, 3)]
    [InlineData(500, ModelCallFailure.Unavailable, 3)]
    [InlineData(502, ModelCallFailure.Unavailable, 3)]
    [InlineData(503, ModelCallFailure.Unavailable, 3)]
    [InlineData(504, ModelCallFailure.Unavailable, 3)]
    [InlineData(529, ModelCallFailure.Unavailable, 3)]
    [InlineData(400, ModelCallFailure.Rejected, 1)]
    [InlineData(401, ModelCallFailure.Rejected, 1)]
    [InlineData(404, ModelCallFailure.Rejected, 1)]
    [InlineData(422, ModelCallFailure.Rejected, 1)]
    [InlineData(501, ModelCallFailure.Unavailable, 1)]
    [InlineData(204, ModelCallFailure.InvalidResponse, 1)]
    public async Task Retries_what_has_a_chance_as_often_as_configured(int status, ModelCallFailure expected, int requests)
    {
        await using var fixture = await LlmFixture.StartAsync(maxRetries: 2);
        fixture.Server.Reply = status == 204 ? FakeReply.NoContent() : FakeReply.Error(status, "scripted failure");

        var failure = await fixture.FailAsync();
        var (streamed, text) = await fixture.FailStreamAsync();

        Assert.Equal(expected, failure.Failure);
        Assert.Equal(expected, streamed.Failure);
        Assert.Equal(status, failure.HttpStatus);
        Assert.Empty(text);
        Assert.Equal(requests * 2, fixture.Server.Requests.Count);
        Assert.Equal(requests * 2, fixture.Log.Rows.Count);
        Assert.Contains(status == 204 ? "NoContent" : "scripted failure", failure.Message);
    }

    [Fact]
    public async Task No_retries_means_one_request()
    {
        await using var fixture = await LlmFixture.StartAsync(maxRetries: 0);
        fixture.Server.Reply = FakeReply.TooManyRequests("1");

        var failure = await fixture.FailAsync();

        Assert.Equal(ModelCallFailure.RateLimited, failure.Failure);
        Assert.Null(Assert.Single(fixture.Log.Rows).RetryAfter);
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task An_empty_account_and_a_server_that_says_no_are_not_asked_again()
    {
        await using var fixture = await LlmFixture.StartAsync(
            FakeReply.Status(429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"""),
            FakeReply.Error(500).WithHeader("x-should-retry", "false"));

        Assert.Contains("quota", (await fixture.FailAsync()).Message);
        await fixture.FailAsync();

        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.Text("first"), FakeReply.Close(), FakeReply.HalfBody("long answer"), FakeReply.Text("good"));
        using var client = fixture.Client();
        using var second = fixture.Client();

        // The second call finds a pooled connection, which breaks: the pool must not send the request again behind our back.
        await client.GetResponseAsync(LlmFixture.Prompt);
        Assert.Equal("good", (await second.GetResponseAsync(LlmFixture.Prompt)).Text);

        Assert.Equal(["ok", "unavailable", "unavailable", "ok"], fixture.Log.Rows.Select(row => row.Outcome));
        Assert.Equal([200, null, 200, 200], fixture.Log.Rows.Select(row => row.HttpStatus));
        Assert.Equal(4, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said_so()
    {
        await using var fixture = await LlmFixture.StartAsync(maxRetries: 1);
        var address = fixture.Server.BaseUrl;
        await fixture.Server.DisposeAsync();

        var failure = await fixture.FailAsync();

        Assert.Equal(ModelCallFailure.Unavailable, failure.Failure);
        Assert.Contains($"no answer from http://127.0.0.1:{address.Port}", failure.Message);
        Assert.Null(failure.HttpStatus);
        Assert.Equal(2, fixture.Log.Rows.Count);
    }

    [Fact]
    public async Task A_stream_that_fails_before_its_first_content_is_tried_again_and_leaves_nothing()
    {
        await using var fixture = await LlmFixture.StartAsync(
            FakeReply.Error(500), FakeReply.PartialStream([""], StreamEnd.Abort), FakeReply.Text("whole answer"));
        using var client = fixture.Client();

        var updates = await client.GetStreamingResponseAsync(LlmFixture.Prompt).ToListAsync();

        Assert.Equal("whole answer", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(["unavailable", "unavailable", "ok"], fixture.Log.Rows.Select(row => row.Outcome));
        Assert.Equal((10L, 5L, "stop"), (fixture.Log.Rows[2].InputTokens!.Value, fixture.Log.Rows[2].OutputTokens!.Value, fixture.Log.Rows[2].FinishReason));
    }

    [Fact]
    public async Task The_limit_of_an_attempt_ends_it_and_it_is_tried_again()
    {
        await using var fixture = await LlmFixture.StartAsync(1, LlmFixture.KeyVariable, FakeReply.Hang(), FakeReply.Hang());
        fixture.Server.OnRequest = _ => fixture.Time.Advance(LlmFixture.TimeLimit);

        var failure = await fixture.FailAsync();

        Assert.Equal(ModelCallFailure.TimedOut, failure.Failure);
        Assert.Contains("within 600 s", failure.Message);
        Assert.Equal(["timed_out", "timed_out"], fixture.Log.Rows.Select(row => row.Outcome));
        Assert.All(fixture.Log.Rows, row => Assert.Equal(LlmFixture.TimeLimit, row.Duration));
    }

    [Fact]
    public async Task The_limit_ends_a_stream_that_stalls()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.PartialStream(["one", " two"], StreamEnd.Stall));
        using var client = fixture.Client();
        var text = "";

        var failure = await Assert.ThrowsAsync<ModelCallException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(LlmFixture.Prompt))
            {
                text += update.Text;
                if (text == "one two")
                {
                    fixture.Time.Advance(LlmFixture.TimeLimit);
                }
            }
        });

        Assert.Equal("one two", text);
        Assert.Equal(ModelCallFailure.TimedOut, failure.Failure);
        Assert.Contains("no complete answer", failure.Message);
        Assert.Equal("timed_out", Assert.Single(fixture.Log.Rows).Outcome);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_recorded_and_ends_as_a_cancellation()
    {
        await using var fixture = await LlmFixture.StartAsync();
        fixture.Server.Reply = FakeReply.Hang();
        using var client = fixture.Client();
        using var cancellation = new CancellationTokenSource();
        fixture.Server.OnRequest = _ => cancellation.Cancel();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(LlmFixture.Prompt, null, cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal("cancelled", Assert.Single(fixture.Log.Rows).Outcome);
    }

    [Fact]
    public async Task Waiting_for_the_next_attempt_can_be_cancelled()
    {
        await using var fixture = await LlmFixture.StartAsync();
        using var cancellation = new CancellationTokenSource();
        var log = new CancellingLog(cancellation);
        using var provider = new ChatClientProvider(new ChatClientProviderOptions
        {
            Providers = System.Collections.Immutable.ImmutableDictionary<string, Core.Configuration.ProviderConfiguration>.Empty.Add("fake", fixture.Configuration),
            CallLog = log,
            Environment = name => fixture.Environment.GetValueOrDefault(name),
            TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(),
        });
        fixture.Server.Reply = FakeReply.TooManyRequests("5");
        using var client = provider.GetClient("fake/m", LlmFixture.Context);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(LlmFixture.Prompt, null, cancellation.Token));

        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_on_is_recorded()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.PartialStream(["one", " two"], StreamEnd.Stall));
        using var client = fixture.Client();

        await foreach (var update in client.GetStreamingResponseAsync(LlmFixture.Prompt))
        {
            break;
        }

        var row = Assert.Single(fixture.Log.Rows);
        Assert.Equal(("cancelled", 200), (row.Outcome, row.HttpStatus));
    }

    [Fact]
    public async Task Sixty_four_calls_run_side_by_side()
    {
        var gate = new TaskCompletionSource();
        await using var fixture = await LlmFixture.StartAsync();
        fixture.Server.Reply = FakeReply.Text("ok").After(gate.Task);
        fixture.Server.OnRequest = request =>
        {
            if (request.Number == 64)
            {
                gate.SetResult();
            }
        };

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            using var client = fixture.Provider.GetClient("fake/m", LlmFixture.Context with { CallId = $"call-{i}" });
            await client.GetResponseAsync(LlmFixture.Prompt);
        }));

        Assert.Equal(64, fixture.Server.PeakInFlight);
        Assert.Equal(64, fixture.Log.Rows.Select(row => (row.CallId, row.RequestId)).Distinct().Count());
    }

    private sealed class CancellingLog(CancellationTokenSource cancellation) : ICallLog
    {
        public Task RecordAttemptAsync(CallAttempt attempt, CancellationToken cancellationToken) => cancellation.CancelAsync();
    }
}
