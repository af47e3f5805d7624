using Microsoft.Extensions.AI;
using PromptLsp.Core.Calls;
using PromptLsp.Llm.Tests.Support;
using PromptLsp.Testing.FakeOpenAi;

namespace PromptLsp.Llm.Tests.Calls;

/// <summary>What is no answer is told as such, with the request's id and what came instead.</summary>
public sealed class AnswerTests
{
    private const string Long = "0123456789";

    public static TheoryData<string, FakeReply, string> NoAnswers { get; } = new()
    {
        { "garbage", FakeReply.Garbage(), "<html>it works!</html>" },
        { "empty", FakeReply.Empty(), "its body is empty" },
        { "error object", FakeReply.ErrorObject("quota is gone"), "quota is gone" },
        { "no choices", FakeReply.NoChoices(), "\"choices\":[]" },
        { "null", FakeReply.Status(200, "null"), "null" },
        { "array", FakeReply.Status(200, "[1,2]"), "[1,2]" },
        { "number", FakeReply.Status(200, "17"), "17" },
        { "wrong shape", FakeReply.Status(200, """{"choices":"none"}"""), "none" },
        { "no message", FakeReply.Status(200, """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0}]}"""), "\"index\":0" },
        { "cut JSON", FakeReply.Status(200, """{"id":"c","choices":[{"index":0,"message":{"role":"assis"""), "assis" },
        { "long garbage", FakeReply.Status(200, string.Concat(Enumerable.Repeat(Long, 1000)) + "END"), "789END" },
        { "redirect", FakeReply.Redirect(new Uri("http://127.0.0.1:1/v1")), "http://127.0.0.1:1/v1" },
    };

    public static TheoryData<string, FakeReply, string> NoStreams { get; } = new()
    {
        { "garbage", FakeReply.Garbage(), "<html>it works!</html>" },
        { "empty", FakeReply.Empty(), "its body is empty" },
        { "error object", FakeReply.ErrorObject("quota is gone"), "quota is gone" },
        { "only the end", FakeReply.Stream([]), "[DONE]" },
        { "an event that is no JSON", FakeReply.Stream(["{oops"]), "{oops" },
        { "an event that is an error", FakeReply.Stream([FakeBodies.Error("overloaded")], StreamEnd.Close), "overloaded" },
        { "no content and no end", FakeReply.PartialStream([""], StreamEnd.Close), "the stream holds no message" },
        { "redirect", FakeReply.Redirect(new Uri("http://127.0.0.1:1/v1")), "http://127.0.0.1:1/v1" },
    };

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public async Task What_is_no_answer_fails_once_and_says_what_came(string name, FakeReply reply, string shown)
    {
        await using var fixture = await LlmFixture.StartAsync(reply);

        var failure = await fixture.FailAsync();

        AssertInvalid(fixture, failure, shown, name);
    }

    [Theory]
    [MemberData(nameof(NoStreams))]
    public async Task What_is_no_stream_fails_once_and_says_what_came(string name, FakeReply reply, string shown)
    {
        await using var fixture = await LlmFixture.StartAsync(reply);

        var (failure, text) = await fixture.FailStreamAsync();

        AssertInvalid(fixture, failure, shown, name);
        Assert.Empty(text);
    }

    [Theory]
    [InlineData(StreamEnd.Close, ModelCallFailure.InvalidResponse, "the stream ended in the middle")]
    [InlineData(StreamEnd.Abort, ModelCallFailure.Unavailable, "broke in the middle")]
    public async Task Half_a_stream_is_recorded_and_fails_without_another_attempt(StreamEnd end, ModelCallFailure expected, string shown)
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.PartialStream(["one", " two"], end));

        var (failure, text) = await fixture.FailStreamAsync();

        Assert.Equal("one two", text);
        Assert.Equal(expected, failure.Failure);
        Assert.Contains(shown, failure.Message);
        Assert.Contains("req-1", failure.Message);
        var row = Assert.Single(fixture.Log.Rows);
        Assert.Equal((200, null), (row.HttpStatus, row.RetryAfter));
        Assert.NotEqual("ok", row.Outcome);
        Assert.Single(fixture.Server.Requests);
    }

    [Fact]
    public async Task An_error_in_the_middle_of_a_stream_is_a_failure()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.Stream([FakeBodies.Chunk("m", "one"), FakeBodies.Error("overloaded")], StreamEnd.Close));

        var (failure, text) = await fixture.FailStreamAsync();

        Assert.Equal("one", text);
        Assert.Equal(ModelCallFailure.InvalidResponse, failure.Failure);
        Assert.Contains("overloaded", failure.Message);
    }

    [Fact]
    public async Task An_empty_answer_that_was_finished_is_an_answer()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.Text("", "content_filter"), FakeReply.Text("", "length"));
        using var client = fixture.Client();

        Assert.Empty((await client.GetResponseAsync(LlmFixture.Prompt)).Text);
        Assert.Empty((await client.GetStreamingResponseAsync(LlmFixture.Prompt).ToChatResponseAsync()).Text);

        Assert.Equal(["ok", "ok"], fixture.Log.Rows.Select(row => row.Outcome));
        Assert.Equal(["content_filter", "length"], fixture.Log.Rows.Select(row => row.FinishReason));
    }

    [Fact]
    public async Task A_stream_without_a_finish_reason_is_whole_where_its_end_is_marked()
    {
        await using var fixture = await LlmFixture.StartAsync(FakeReply.PartialStream(["one", " two"], StreamEnd.Done));
        using var client = fixture.Client();

        Assert.Equal("one two", (await client.GetStreamingResponseAsync(LlmFixture.Prompt).ToChatResponseAsync()).Text);

        Assert.Equal("ok", Assert.Single(fixture.Log.Rows).Outcome);
    }

    [Fact]
    public async Task A_long_answer_arrives_whole()
    {
        await using var fixture = await LlmFixture.StartAsync();
        var answer = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"wörd{i} "));
        fixture.Server.Reply = FakeReply.Text(answer);
        using var client = fixture.Client();

        Assert.Equal(answer, (await client.GetResponseAsync(LlmFixture.Prompt)).Text);
        Assert.Equal(answer, (await client.GetStreamingResponseAsync(LlmFixture.Prompt).ToChatResponseAsync()).Text);
    }

    private static void AssertInvalid(LlmFixture fixture, ModelCallException failure, string shown, string name)
    {
        Assert.Equal(ModelCallFailure.InvalidResponse, failure.Failure);
        Assert.True(failure.Message.Contains(shown, StringComparison.Ordinal), $"{name}: {failure.Message}");
        Assert.Contains("fake/model-1", failure.Message);
        Assert.Contains("req-1", failure.Message);
        Assert.True(failure.Message.Length < 700, failure.Message);
        var row = Assert.Single(fixture.Log.Rows);
        Assert.Equal(("invalid_response", "req-1"), (row.Outcome, row.RequestId));
        Assert.Single(fixture.Server.Requests);
    }
}
